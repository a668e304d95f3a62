import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { AttachedListener, ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { routesByBackend } from '../attachment/route-indexes.ts';
import { compareBytes } from '../compare-bytes.ts';
import { entry, kindFact, lookup, type Rule, verdict } from '../fact.ts';
import { ROUTE_KINDS } from '../groups.ts';
import { ANY_HOSTNAME } from '../hostname.ts';
import type { Listener } from '../listeners/listener.ts';
import { listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { defaultReference } from '../reference.ts';
import { isResolved } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';
import type { CouldNotRead } from './route-gateways.ts';
import { pathsOfRule } from './rule-paths.ts';

export type UrlsAnswer =
  | { readonly state: 'urls'; readonly urls: readonly string[] }
  | { readonly state: 'unreadable'; readonly answer: CouldNotRead; readonly what: string };

/** Where clients reach a route: through each listener that takes it and can serve. In the order of their bytes. */
export function* urlsOfRoute(route: RawObject): Rule<UrlsAnswer> {
  return { state: 'urls', urls: inOrder(yield* urlsOf(route, () => true)) };
}

/** Where clients reach a Service: the rules of routes that send it requests, by a reference that resolves. */
export function* urlsOfService(service: RawObject): Rule<UrlsAnswer> {
  const key = keyOf(service);
  const urls: string[] = [];
  for (const index of routesByBackend(ROUTE_KINDS)) {
    if ((yield* kindFact(index.kind)).state === 'notServed') continue;
    const routes = yield* entry(index, undefined, objectKeyId(key));
    if (routes.state === 'notServed') continue;
    if (routes.state !== 'entry') {
      return { state: 'unreadable', answer: routes, what: `the list of ${index.kind.kind}` };
    }
    for (const routeKey of routes.values) urls.push(...(yield* urlsThrough(routeKey, key)));
  }
  return { state: 'urls', urls: inOrder(urls) };
}

function* urlsThrough(routeKey: ObjectKey, service: ObjectKey): Rule<readonly string[]> {
  const route = yield* lookup(routeKey);
  if (route.state !== 'found') return [];
  const rules = new Set<number>();
  for (const site of specSites(route.object, 'backend')) {
    // Mirrors and authorization services get requests, but nobody reaches them.
    if (site.row.path !== 'spec.rules[].backendRefs[]' || getIn(site.node, 'weight') === 0) continue;
    const reference = defaultReference(site);
    if (!sameKey(reference.target, service)) continue;
    if (isResolved(yield* resolveReference(reference))) rules.add(site.indices[0] ?? 0);
  }
  return yield* urlsOf(route.object, (index) => rules.has(index));
}

function* urlsOf(route: RawObject, isWanted: (rule: number) => boolean): Rule<readonly string[]> {
  const answer = yield* verdict(routeAttachment, keyOf(route));
  const parents = answer.state === 'judged' ? answer.value.parents : [];
  const urls: string[] = [];
  for (const parent of parents) {
    const paths = pathsOf(route, (index) => isWanted(index) && !parent.droppedRules.includes(index));
    if (paths.size > 0) urls.push(...(yield* urlsAtParent(parent, paths)));
  }
  return urls;
}

/** "" for rules of kinds that know no paths. */
function pathsOf(route: RawObject, isWanted: (rule: number) => boolean): ReadonlySet<string> {
  const rules = asList(getIn(route, 'spec', 'rules')).filter((_, index) => isWanted(index));
  return new Set(rules.flatMap((rule) => pathsOfRule(route.kind, rule) ?? ['']));
}

function* urlsAtParent(
  { parentRef, gateway, listeners }: ParentAttachment,
  paths: ReadonlySet<string>,
): Rule<readonly string[]> {
  if (gateway === undefined || listeners.length === 0) return [];
  const verdicts = yield* verdict(listenerVerdicts, parentRef.target);
  if (verdicts.state !== 'judged') return [];
  const urls: string[] = [];
  for (const { listener, accepted, usable } of verdicts.value) {
    const attached = listeners.find(({ index }) => index === listener.index);
    if (attached === undefined || accepted.status !== 'True' || usable === false) continue;
    const hosts = yield* hostsOf(attached, gateway);
    urls.push(
      ...hosts.flatMap((host) => Array.from(paths, (path) => urlAt(listener, host, path) ?? [])).flat(),
    );
  }
  return urls;
}

/** Where there is no hostname, the Gateway is reached by its addresses. */
function* hostsOf({ hostnames }: AttachedListener, gateway: ObjectKey): Rule<readonly string[]> {
  const named = hostnames.filter((hostname) => hostname !== ANY_HOSTNAME);
  if (named.length === hostnames.length) return named;
  const answer = yield* lookup(gateway);
  return [...named, ...(answer.state === 'found' ? addressesOf(answer.object) : [])];
}

/** What it has, else what it asks for. */
function addressesOf(gateway: RawObject): readonly string[] {
  const values = (part: 'status' | 'spec') =>
    asList(getIn(gateway, part, 'addresses')).flatMap(
      (address: Json) => asString(getIn(address, 'value')) ?? [],
    );
  const assigned = values('status');
  return (assigned.length > 0 ? assigned : values('spec'))
    .filter((address) => address !== '')
    .map(inBrackets);
}

function inBrackets(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

const SCHEMES: { readonly [protocol: string]: { readonly scheme: string; readonly port?: number } } = {
  HTTP: { scheme: 'http', port: 80 },
  HTTPS: { scheme: 'https', port: 443 },
  TLS: { scheme: 'tls' },
  TCP: { scheme: 'tcp' },
  UDP: { scheme: 'udp' },
};

/** Undefined for protocols of implementations, which have no URLs that we know of. */
function urlAt({ protocol, port }: Listener, host: string, path: string): string | undefined {
  const known = Object.hasOwn(SCHEMES, protocol) ? SCHEMES[protocol] : undefined;
  if (known === undefined) return undefined;
  return `${known.scheme}://${host}${port === known.port ? '' : `:${port}`}${path}`;
}

function inOrder(urls: readonly string[]): readonly string[] {
  return [...new Set(urls)].sort(compareBytes);
}
