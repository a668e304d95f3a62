import { asString, getIn, isObject } from '../../kube/json.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { groupOf, keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { routesByBackend } from '../attachment/route-indexes.ts';
import { entriesAcross } from '../entries-across.ts';
import { lookup, type Rule, verdict } from '../fact.ts';
import {
  GATEWAY,
  GATEWAY_CLASS,
  LISTENER_SET,
  NAMESPACE,
  ROUTE_KINDS,
  SERVICE,
  X_LISTENER_SET,
} from '../groups.ts';
import { listenerSetParent } from '../listeners/listener-set-parent.ts';
import { defaultReference, type Reference } from '../reference.ts';
import type { ReferenceSite } from '../reference-site.ts';
import { isResolved } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { findServicePort, transportOf } from '../service-port.ts';
import { specSites } from '../spec-references.ts';
import { type Place, type PolicyPath, pathId, placeOf } from './policy-path.ts';
import { ruleName } from './target-sections.ts';

type PathsRule = (object: RawObject) => Rule<readonly PolicyPath[]>;

const PATHS: ReadonlyMap<string, PathsRule> = new Map<string, PathsRule>([
  [groupKindId(GATEWAY), ofGateway],
  [groupKindId(LISTENER_SET), ofListenerSet],
  [groupKindId(X_LISTENER_SET), ofListenerSet],
  [groupKindId(SERVICE), ofBackend],
  ...ROUTE_KINDS.map((kind) => [groupKindId(kind), ofRoute] as const),
]);

/**
 * The ways on which policies are handed down to an object, each once and never none: to a Gateway from its class, to a
 * route through every listener that takes it, to a Service through every rule that sends it requests. What may not be
 * read leads nowhere.
 */
export function* pathsTo(object: RawObject): Rule<readonly PolicyPath[]> {
  const kind: GroupKind = { group: groupOf(object.apiVersion), kind: object.kind };
  const paths = yield* (PATHS.get(groupKindId(kind)) ?? ofOther)(object);
  return [...new Map(paths.map((path) => [pathId(path), path])).values()];
}

// biome-ignore lint/correctness/useYield: a rule that has nothing to ask
function* ofOther(object: RawObject): Rule<readonly PolicyPath[]> {
  return [inNamespace(keyOf(object))];
}

/** A policy of a namespace is above everything in it (as gwctl has it). */
function inNamespace(object: ObjectKey): PolicyPath {
  const { namespace } = object;
  return namespace === undefined
    ? [placeOf(object)]
    : [placeOf({ ...NAMESPACE, name: namespace }), placeOf(object)];
}

function* ofGateway(gateway: RawObject): Rule<readonly PolicyPath[]> {
  return [yield* toGateway(keyOf(gateway))];
}

function* toGateway(key: ObjectKey): Rule<PolicyPath> {
  const gateway = yield* lookup(key);
  const className = gateway.state === 'found' && asString(getIn(gateway.object, 'spec', 'gatewayClassName'));
  const ofClass = className ? [placeOf({ ...GATEWAY_CLASS, name: className })] : [];
  return [...ofClass, ...inNamespace(key)];
}

function* ofListenerSet(listenerSet: RawObject): Rule<readonly PolicyPath[]> {
  const key = keyOf(listenerSet);
  const gateway = listenerSetParent(listenerSet)?.target;
  const above = gateway === undefined ? [] : yield* toGateway(gateway);
  return [[...above, ...inNamespace(key)]];
}

function* ofRoute(route: RawObject): Rule<readonly PolicyPath[]> {
  const key = keyOf(route);
  const listeners = yield* pathsToListeners(key);
  const own = inNamespace(key);
  return listeners.length === 0 ? [own] : listeners.map((above) => [...above, ...own]);
}

/** To every listener that takes a route. */
function* pathsToListeners(route: ObjectKey): Rule<readonly PolicyPath[]> {
  const answer = yield* verdict(routeAttachment, route);
  const paths: PolicyPath[] = [];
  for (const parent of answer.state === 'judged' ? answer.value.parents : []) {
    const { gateway, attached, listeners } = parent;
    if (gateway === undefined || attached !== true) continue;
    const above = yield* toGateway(gateway);
    const owner = ownerOfListeners(parent, gateway);
    for (const { name } of listeners) paths.push([...above, ...owner.whole, placeOf(owner.key, name)]);
  }
  return paths;
}

/** A ListenerSet is a step of its own between the Gateway and its listeners. */
function ownerOfListeners(
  { parentRef: { target } }: ParentAttachment,
  gateway: ObjectKey,
): { readonly key: ObjectKey; readonly whole: PolicyPath } {
  return sameKey(target, gateway) ? { key: gateway, whole: [] } : { key: target, whole: inNamespace(target) };
}

function* ofBackend(backend: RawObject): Rule<readonly PolicyPath[]> {
  const key = keyOf(backend);
  const paths: PolicyPath[] = [];
  for (const index of routesByBackend(ROUTE_KINDS)) {
    const routes = yield* entriesAcross(index, objectKeyId(key), key.namespace);
    for (const route of routes.values) paths.push(...(yield* throughRoute(route, backend)));
  }
  return paths.length === 0 ? [inNamespace(key)] : paths;
}

/** Through every rule that sends requests to the backend, by a reference that resolves. */
function* throughRoute(routeKey: ObjectKey, backend: RawObject): Rule<readonly PolicyPath[]> {
  const answer = yield* lookup(routeKey);
  if (answer.state !== 'found') return [];
  const backendKey = keyOf(backend);
  const ends: PolicyPath[] = [];
  for (const site of specSites(answer.object, 'backend')) {
    const reference = defaultReference(site);
    if (!isForwarding(site) || !sameKey(reference.target, backendKey)) continue;
    if (!isResolved(yield* resolveReference(reference))) continue;
    ends.push([ruleOf(answer.object, site), ...toPort(backend, reference)]);
  }
  if (ends.length === 0) return [];
  const above = yield* ofRoute(answer.object);
  return above.flatMap((path) => ends.map((end) => [...path, ...end]));
}

function isForwarding({ row }: ReferenceSite): boolean {
  return row.path === 'spec.rules[].backendRefs[]';
}

function ruleOf(route: RawObject, { indices: [index = 0] }: ReferenceSite): Place {
  const rules = getIn(route, 'spec', 'rules');
  const rule: unknown = Array.isArray(rules) ? rules[index] : undefined;
  return placeOf(keyOf(route), ruleName(isObject(rule) ? rule : {}, index));
}

function toPort(backend: RawObject, { port, from }: Reference): PolicyPath {
  const key = keyOf(backend);
  const found = port === undefined ? undefined : findServicePort(backend, port, transportOf(from.kind));
  const name = asString(found?.['name']);
  return [...inNamespace(key), ...(name ? [placeOf(key, name)] : [])];
}
