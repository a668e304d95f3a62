import type { RequestScheme } from '../../gatewayapi/routing/sent-request.ts';

/** A request as its URL tells it: the start of a RequestSimulationInput. */
export interface UrlRequest {
  readonly scheme: RequestScheme;
  /** With its port where a client would send one; absent: the Gateway's address. */
  readonly host?: string;
  /** The host without its port, in brackets where it is an IPv6 address. */
  readonly hostname?: string;
  /** As written: nothing is decoded, encoded or normalised. */
  readonly path: string;
  readonly port?: number;
  readonly sni?: string;
}

interface SchemeRow {
  readonly scheme: RequestScheme;
  /** The port that clients leave out of Host. */
  readonly port?: number;
  /** Whether the handshake has to be asked for, since the scheme alone does not mean one. */
  readonly handshake?: boolean;
}

const SCHEMES: ReadonlyMap<string, SchemeRow> = new Map([
  ['http', { scheme: 'HTTP', port: 80 }],
  ['https', { scheme: 'HTTPS', port: 443 }],
  ['grpc', { scheme: 'GRPC', port: 80 }],
  ['grpcs', { scheme: 'GRPC', port: 443, handshake: true }],
  ['tls', { scheme: 'TLS', port: 443 }],
  ['tcp', { scheme: 'TCP' }],
  ['udp', { scheme: 'UDP' }],
]);

/** `scheme://host:port/path?query`; all but the host may be missing, or all but the path. */
const URL_PARTS =
  /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(\[[0-9A-Fa-f:.]+\]|[^/?#:@[\]\s]+)?(?::(\d{1,5}))?([/?][^#\s]*)?(?:#\S*)?$/;

/**
 * The request that a URL stands for: `https://shop.example.com/cart`, `grpc://shop.example.com/pkg.Service/Method`,
 * `tls://db.example.com:6443`, `tcp://:5432`; without a scheme it is HTTP. Else what is wrong, as a sentence.
 */
export function parseRequestUrl(url: string): UrlRequest | string {
  const parts = URL_PARTS.exec(url);
  if (parts === null || url === '') {
    return `${shown(url)} is no URL. Write one such as https://shop.example.com/cart, without user and spaces.`;
  }
  const [, name = 'http', host, portText, rest = '/'] = parts;
  const row = SCHEMES.get(name.toLowerCase());
  if (row === undefined) {
    return `${shown(`${name}://`)} is no scheme that can be simulated. Use one of ${[...SCHEMES.keys()].join(', ')}.`;
  }
  const port = portText === undefined ? undefined : Number(portText);
  if (port !== undefined && (port < 1 || port > 65_535))
    return `The port ${port} is not one from 1 to 65535.`;
  return {
    scheme: row.scheme,
    path: rest.startsWith('/') ? rest : `/${rest}`,
    ...(host === undefined ? {} : hostOf(host, port, row)),
    ...(port === undefined ? {} : { port }),
  };
}

function hostOf(hostname: string, port: number | undefined, row: SchemeRow): Partial<UrlRequest> {
  const host = port === undefined || port === row.port ? hostname : `${hostname}:${port}`;
  return { host, hostname, ...(row.handshake === true ? { sni: hostname } : {}) };
}

const SHOWN = 80;

function shown(text: string): string {
  return JSON.stringify(text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}...`);
}
