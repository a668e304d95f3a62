import type { AttachedRoute, RoutedListener } from '../../../src/gatewayapi/routing/routed-listener.ts';
import type { Header } from '../../../src/gatewayapi/routing/sent-request.ts';

/**
 * A second matcher, to hold the indexed one against: every match of every route is tried with every request, in
 * plain words of the specification and without anything of src/gatewayapi/routing but the shape of its input. Slow
 * on purpose.
 */
export interface NaiveRequest {
  readonly scheme: 'HTTP' | 'HTTPS' | 'GRPC';
  readonly host?: string | undefined;
  readonly sni?: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
}

export interface NaiveCandidate {
  readonly id: string;
  readonly kind: string;
  readonly hostname: string;
  readonly match: Match;
  readonly created: string;
  readonly namespace: string;
  readonly name: string;
  readonly rule: number;
  readonly index: number;
}

export type NaiveOutcome =
  | { readonly outcome: 'NO_LISTENER' | 'MISDIRECTED' }
  | { readonly outcome: 'MATCHED' | 'NO_ROUTE'; readonly listener: string; readonly candidates: string[] };

interface Named {
  readonly name: string;
  readonly type?: string;
  readonly value: string;
}

interface Match {
  readonly path?: { readonly type?: string; readonly value?: string };
  readonly method?: string | { readonly type?: string; readonly service?: string; readonly method?: string };
  readonly headers?: readonly Named[];
  readonly queryParams?: readonly Named[];
}

interface Spec {
  readonly rules?: readonly { readonly matches?: readonly Match[] }[];
}

export function naiveMatch(
  listeners: readonly RoutedListener[],
  port: number,
  request: NaiveRequest,
): NaiveOutcome {
  const host = (request.host ?? '').toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const secure = request.scheme === 'HTTPS' || (request.scheme === 'GRPC' && request.sni !== undefined);
  const onPort = listeners.filter((l) => l.port === port && l.protocol === (secure ? 'HTTPS' : 'HTTP'));
  const byHost = mostSpecific(onPort, host);
  const bySni = secure ? mostSpecific(onPort, (request.sni ?? request.host ?? '').toLowerCase()) : byHost;
  if (bySni === undefined || byHost === undefined) return { outcome: 'NO_LISTENER' };
  if (bySni !== byHost) return { outcome: 'MISDIRECTED' };
  const found = bySni.routes
    .flatMap((attached) => candidatesOf(attached))
    .filter(({ kind }) => kind === 'HTTPRoute' || request.scheme === 'GRPC')
    .filter((candidate) => admits(candidate.hostname, host) && meets(candidate, request))
    .sort(compare);
  const outcome = found.length > 0 ? 'MATCHED' : 'NO_ROUTE';
  return { outcome, listener: bySni.name, candidates: found.map(({ id }) => id) };
}

function admits(hostname: string, host: string): boolean {
  if (hostname === '') return true;
  if (!hostname.startsWith('*.')) return hostname === host;
  const labels = hostname.slice(2).split('.');
  const given = host.split('.');
  return given.length > labels.length && given.slice(-labels.length).join('.') === labels.join('.');
}

/** Exact first, then the wildcard with most characters, then none. */
function mostSpecific(listeners: readonly RoutedListener[], host: string): RoutedListener | undefined {
  const matching = listeners.filter(({ hostname }) => admits(hostname ?? '', host));
  const [best] = [...matching].sort(
    (a, b) =>
      exactLength(b.hostname ?? '') - exactLength(a.hostname ?? '') ||
      (b.hostname ?? '').length - (a.hostname ?? '').length,
  );
  return best;
}

function exactLength(hostname: string): number {
  return hostname.startsWith('*') ? 0 : hostname.length;
}

function candidatesOf({ route, hostnames }: AttachedRoute): NaiveCandidate[] {
  const { kind } = route;
  const { namespace = '', name, creationTimestamp = '9999' } = route.metadata;
  const rules = (route['spec'] as unknown as Spec).rules ?? (kind === 'HTTPRoute' ? [{}] : []);
  return hostnames.flatMap((hostname) =>
    rules.flatMap(({ matches }, rule) =>
      (matches ?? [{}]).map((match, index) => ({
        id: `${kind} ${namespace}/${name} ${rule}.${index} ${hostname}`,
        ...{ kind, hostname, match, created: creationTimestamp, namespace, name, rule, index },
      })),
    ),
  );
}

function meets({ kind, match }: NaiveCandidate, request: NaiveRequest): boolean {
  const [path = '', query = ''] = request.path.split('?');
  const headers = distinct(match.headers ?? [], (name) => name.toLowerCase());
  const params = distinct(match.queryParams ?? [], (name) => name);
  const method = request.scheme === 'GRPC' ? 'POST' : request.method;
  return (
    (kind === 'GRPCRoute'
      ? meetsCall(match, path)
      : meetsPath(match, path) && (match.method ?? method) === method) &&
    headers.every((wanted) => meetsValue(wanted, headerValue(request, wanted.name))) &&
    params.every((wanted) => meetsValue(wanted, new URLSearchParams(query).get(wanted.name) ?? undefined))
  );
}

function meetsPath({ path }: Match, actual: string): boolean {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  if (type === 'Exact') return actual === value;
  if (type === 'RegularExpression') return new RegExp(`^(?:${value})$`).test(actual);
  const wanted = value.replace(/\/$/, '').split('/');
  return (
    actual.startsWith(value.replace(/\/$/, '')) &&
    actual.split('/').slice(0, wanted.length).join('/') === wanted.join('/')
  );
}

function meetsCall({ method }: Match, path: string): boolean {
  if (method === undefined || typeof method === 'string') return true;
  const call = /^\/([^/]+)\/([^/]+)$/.exec(path);
  if (call === null) return false;
  const same = (wanted: string | undefined, actual = '') =>
    wanted === undefined ||
    (method.type === 'RegularExpression' ? new RegExp(`^(?:${wanted})$`).test(actual) : wanted === actual);
  return same(method.service, call[1]) && same(method.method, call[2]);
}

function headerValue({ headers, host }: NaiveRequest, name: string): string | undefined {
  if (name.toLowerCase() === 'host') return host;
  const values = headers.filter((header) => header.name.toLowerCase() === name.toLowerCase());
  return values.length === 0 ? undefined : values.map(({ value }) => value).join(',');
}

function meetsValue({ type, value }: Named, actual: string | undefined): boolean {
  if (actual === undefined) return false;
  return type === 'RegularExpression' ? new RegExp(`^(?:${value})$`).test(actual) : actual === value;
}

function distinct(list: readonly Named[], key: (name: string) => string): readonly Named[] {
  return list.filter((item, at) => list.findIndex((other) => key(other.name) === key(item.name)) === at);
}

/** The order of the specification, each step written out; negative when `a` goes first. */
function compare(a: NaiveCandidate, b: NaiveCandidate): number {
  return (
    exactLength(b.hostname) - exactLength(a.hostname) ||
    b.hostname.length - a.hostname.length ||
    (a.kind === b.kind ? 0 : a.kind === 'GRPCRoute' ? -1 : 1) ||
    (a.kind === 'GRPCRoute' ? compareCalls(a.match, b.match) : comparePaths(a.match, b.match)) ||
    countHeaders(b.match) - countHeaders(a.match) ||
    distinct(b.match.queryParams ?? [], (name) => name).length -
      distinct(a.match.queryParams ?? [], (name) => name).length ||
    order(a.created, b.created) ||
    order(a.namespace, b.namespace) ||
    order(a.name, b.name) ||
    a.rule - b.rule ||
    a.index - b.index
  );
}

function comparePaths(a: Match, b: Match): number {
  const types = ['Exact', 'RegularExpression', 'PathPrefix'];
  const type = (match: Match) => types.indexOf(match.path?.type ?? 'PathPrefix');
  const length = (match: Match) => {
    const value = match.path?.value ?? '/';
    return type(match) === 2 ? value.replace(/\/$/, '').length : value.length;
  };
  const hasMethod = (match: Match) => Number(match.method !== undefined);
  return type(a) - type(b) || length(b) - length(a) || hasMethod(b) - hasMethod(a);
}

function compareCalls(a: Match, b: Match): number {
  const part = (match: Match, name: 'service' | 'method' | 'type') =>
    typeof match.method === 'object' ? match.method[name] : undefined;
  const rank = (match: Match) => {
    if (match.method === undefined) return 2;
    return part(match, 'type') === 'RegularExpression' ? 1 : 0;
  };
  return (
    rank(a) - rank(b) ||
    (part(b, 'service') ?? '').length - (part(a, 'service') ?? '').length ||
    (part(b, 'method') ?? '').length - (part(a, 'method') ?? '').length
  );
}

function countHeaders({ headers }: Match): number {
  return new Set((headers ?? []).map(({ name }) => name.toLowerCase())).size;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
