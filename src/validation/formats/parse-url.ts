export interface UrlParts {
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  /** Without the port and the brackets of IPv6. */
  readonly hostname: string;
  readonly port: string;
  /** As it was written. */
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
}

const URI = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?:\/\/([^/?]*))?([^?]*)(?:\?(.*))?$/s;
const AUTHORITY = /^(?:[^@]*@)?(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/;
/** What no URL holds unescaped, and an escape that is none. */
const FORBIDDEN = /[\s\p{Cc}]|%(?![0-9a-fA-F]{2})/u;

/** An absolute URI or an absolute path, as Go's `url.ParseRequestURI` takes them; undefined for anything else. */
export function parseUrl(text: string): UrlParts | undefined {
  if (text === '' || FORBIDDEN.test(text)) return undefined;
  const [, scheme = '', authority = '', path = '', query = ''] = URI.exec(text) ?? [];
  if (scheme === '' && !text.startsWith('/')) return undefined;
  const parts = AUTHORITY.exec(authority);
  if (parts === null) return undefined;
  const [, hostname = '', port] = parts;
  return {
    scheme: scheme.toLowerCase(),
    host: port === undefined ? hostname : `${hostname}:${port}`,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: port ?? '',
    path,
    query,
  };
}
