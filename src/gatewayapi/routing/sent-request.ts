export const REQUEST_SCHEMES = ['HTTP', 'HTTPS', 'GRPC', 'TLS', 'TCP', 'UDP'] as const;

export type RequestScheme = (typeof REQUEST_SCHEMES)[number];

export interface Header {
  readonly name: string;
  readonly value: string;
}

/** What a client would send, as it is asked for. */
export interface RequestInput {
  readonly scheme: RequestScheme;
  /** May carry a port. Absent: the client dials the Gateway's address. */
  readonly host?: string | undefined;
  readonly method?: string | undefined;
  /** May carry a query. */
  readonly path?: string | undefined;
  readonly headers?: readonly Header[] | undefined;
  readonly sni?: string | undefined;
}

/** A request as rules look at it: names in lower case, the query apart. */
export interface SentRequest {
  readonly scheme: RequestScheme;
  /** Whether the client begins with a TLS handshake. */
  readonly tls: boolean;
  /** As sent, with its port. */
  readonly host: string | undefined;
  /** Lower case, without port and trailing dot; "" when the client sends no name. */
  readonly hostname: string;
  /** "" when the client sends none. */
  readonly sni: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** With its question mark; "" when there is none. */
  readonly query: string;
  /** All but Host, as sent. */
  readonly headers: readonly Header[];
  /** By name in lower case, Host included; values of equal names joined by commas. */
  readonly headerValues: ReadonlyMap<string, string>;
  /** By name; the first value of equal names. */
  readonly queryValues: ReadonlyMap<string, string>;
}

/** GRPC is cleartext unless the client sends SNI. */
const TLS_SCHEMES: ReadonlySet<RequestScheme> = new Set(['HTTPS', 'TLS']);

export function sentRequest(input: RequestInput): SentRequest {
  const { scheme } = input;
  const given = input.headers ?? [];
  const host = input.host ?? given.find(({ name }) => name.toLowerCase() === 'host')?.value;
  const tls = TLS_SCHEMES.has(scheme) || (scheme === 'GRPC' && input.sni !== undefined);
  const [path, query] = splitQuery(input.path ?? '/');
  const headers = given.filter(({ name }) => name.toLowerCase() !== 'host');
  return {
    scheme,
    tls,
    host,
    hostname: hostnameOf(host ?? ''),
    sni: tls ? hostnameOf(input.sni ?? host ?? '') : '',
    method: scheme === 'GRPC' ? 'POST' : (input.method ?? 'GET'),
    path,
    query,
    headers,
    headerValues: joinValues(host === undefined ? headers : [...headers, { name: 'host', value: host }]),
    queryValues: firstValues(query),
  };
}

/** `shop.example.com` of `Shop.example.com.:8080`. */
export function hostnameOf(host: string): string {
  const port = host.startsWith('[') ? host.indexOf(']') + 1 : host.indexOf(':');
  const name = port > 0 ? host.slice(0, port) : host;
  return (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
}

function splitQuery(target: string): readonly [path: string, query: string] {
  const hash = target.indexOf('#');
  const sent = hash < 0 ? target : target.slice(0, hash);
  const mark = sent.indexOf('?');
  return mark < 0 ? [sent, ''] : [sent.slice(0, mark), sent.slice(mark)];
}

function joinValues(headers: readonly Header[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { name, value } of headers) {
    const key = name.toLowerCase();
    const before = values.get(key);
    values.set(key, before === undefined ? value : `${before},${value}`);
  }
  return values;
}

/** semantics.md D.2: what happens to a repeated parameter is up to implementations; the first value is recommended. */
function firstValues(query: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const pair of query.slice(1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (!values.has(name)) values.set(name, equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return values;
}

/** What cannot be decoded is compared as sent. */
function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
