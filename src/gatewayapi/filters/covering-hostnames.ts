import { ANY_HOSTNAME } from '../hostname.ts';

/**
 * Every hostname of a route or listener that a request for `host` would match: the host itself, the wildcards above it
 * and the one that stands for everything. `host` may be a wildcard too, and then all names under it have to match.
 */
export function coveringHostnames(host: string): readonly string[] {
  const hostname = withoutPort(host).toLowerCase();
  const covering = [ANY_HOSTNAME, hostname];
  for (let dot = hostname.indexOf('.'); dot >= 0; dot = hostname.indexOf('.', dot + 1)) {
    const wildcard = `*${hostname.slice(dot)}`;
    // A wildcard stands for at least one label before the dot.
    if (dot > 0 && wildcard !== hostname) covering.push(wildcard);
  }
  return covering;
}

/** A Host header may carry a port, which matters to no hostname. */
function withoutPort(host: string): string {
  return host.replace(/:\d*$/, '');
}
