interface Origin {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
}

const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/(\[[^\]]*\]|[^:/]*)(?::([0-9]+))?$/i;

const DEFAULT_PORTS: { readonly [scheme: string]: string } = { http: '80', https: '443' };

/**
 * semantics.md D.4: `*` alone allows every origin, also the opaque one (`null`); inside a host `*` stands for one
 * or more characters, dots included; a port that is left out is the scheme's own.
 */
export function originAllowed(origin: string, allowed: readonly string[]): boolean {
  if (allowed.includes('*')) return true;
  const actual = parseOrigin(origin);
  if (actual === undefined) return false;
  return allowed.some((text) => {
    const pattern = parseOrigin(text);
    return pattern !== undefined && matches(pattern, actual);
  });
}

function parseOrigin(text: string): Origin | undefined {
  const match = ORIGIN.exec(text);
  if (match === null) return undefined;
  const scheme = (match[1] ?? '').toLowerCase();
  return { scheme, host: (match[2] ?? '').toLowerCase(), port: match[3] ?? DEFAULT_PORTS[scheme] ?? '' };
}

function matches(pattern: Origin, actual: Origin): boolean {
  if (pattern.scheme !== actual.scheme || pattern.port !== actual.port) return false;
  if (!pattern.host.startsWith('*')) return pattern.host === actual.host;
  const suffix = pattern.host.slice(1);
  return actual.host.endsWith(suffix) && actual.host.length > suffix.length;
}
