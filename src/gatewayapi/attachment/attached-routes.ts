import { type ObjectKey, objectKeyId, sameGroupKind, sameKey } from '../../kube/object-key.ts';
import { entriesAcross } from '../entries-across.ts';
import { type EntryIndex, type Rule, type VerdictRule, verdict } from '../fact.ts';
import { listenerPool } from '../listeners/listener-pool.ts';
import type { ParentAttachment } from './parent-attachment.ts';
import { routeAttachment } from './route-attachment.ts';
import { DEFAULT_SCOPE, routesByParent, SHARES, shareId } from './route-indexes.ts';

export interface AttachedRoutes {
  /** Positions of listeners, and how many routes each takes. */
  readonly counts: readonly (readonly [listener: number, count: number])[];
  /** False where routes may exist that could not be seen. */
  readonly complete: boolean;
}

export interface CountedParent {
  readonly key: ObjectKey;
  /** Whether routes may mean it without naming it. */
  readonly isDefault: boolean;
  /** Of routes that can attach at all. */
  readonly indexes: readonly EntryIndex<ObjectKey>[];
}

/** A parent with more routes is counted share by share, so that one changed route does not count them all anew. */
const MOST_AT_ONCE = 64;

/**
 * semantics.md C.5: how many distinct routes each listener of a parent takes. What becomes of their references, and
 * of the listener itself, does not matter.
 */
export function* countAttachedRoutes(parent: CountedParent): Rule<AttachedRoutes> {
  const routes = yield* routesOf(parent);
  if (parent.isDefault || routes.keys.length <= MOST_AT_ONCE) {
    const counted = yield* countRoutes(parent.key, routes.keys);
    return { ...counted, complete: routes.complete && counted.complete };
  }
  const counts = new Map<number, number>();
  let complete = true;
  for (const rule of shareRules) {
    const share = yield* verdict(rule, parent.key);
    if (share.state !== 'judged') continue;
    for (const [listener, count] of share.value.counts)
      counts.set(listener, (counts.get(listener) ?? 0) + count);
    complete &&= share.value.complete;
  }
  return { counts: [...counts], complete };
}

/** One rule for each share of the routes of a parent. */
const shareRules: readonly VerdictRule<AttachedRoutes>[] = Array.from({ length: SHARES }, (_, share) => ({
  name: `attachedRoutes ${share}`,
  *evaluate(key) {
    const keys: ObjectKey[] = [];
    let complete = true;
    for (const index of yield* indexesFor(key)) {
      const gathered = yield* entriesAcross(index, shareId(objectKeyId(key), share), key.namespace);
      complete &&= gathered.complete;
      keys.push(...gathered.values);
    }
    const counted = yield* countRoutes(key, keys);
    return { state: 'judged', value: { ...counted, complete: complete && counted.complete } };
  },
}));

/** The indexes of the kinds of routes that some listener of the parent can have. */
export function* indexesFor(parent: ObjectKey): Rule<readonly EntryIndex<ObjectKey>[]> {
  const answer = yield* verdict(listenerPool, parent);
  if (answer.state !== 'judged' || answer.value.state !== 'pool') return [];
  const { listeners } = answer.value;
  return routesByParent.filter(({ kind }) =>
    listeners.some(({ supportedKinds }) =>
      supportedKinds.some((supported) => sameGroupKind(supported, kind)),
    ),
  );
}

function* countRoutes(parent: ObjectKey, routes: readonly ObjectKey[]): Rule<AttachedRoutes> {
  const counts = new Map<number, number>();
  let complete = true;
  for (const route of routes) {
    const answer = yield* verdict(routeAttachment, route);
    if (answer.state !== 'judged') continue;
    const own = answer.value.parents.filter(({ parentRef }) => sameKey(parentRef.target, parent));
    for (const listener of listenersOf(own)) counts.set(listener, (counts.get(listener) ?? 0) + 1);
    complete &&= own.every(
      ({ unsureListeners, attached }) => unsureListeners.length === 0 && attached !== undefined,
    );
  }
  return { counts: [...counts], complete };
}

/** Two parentRefs of one route to one listener are one attached route. */
function listenersOf(parents: readonly ParentAttachment[]): Iterable<number> {
  const [first] = parents;
  if (first === undefined) return [];
  if (parents.length === 1) return first.listeners.map(({ index }) => index);
  return new Set(parents.flatMap(({ listeners }) => listeners.map(({ index }) => index)));
}

export interface Routes {
  readonly keys: readonly ObjectKey[];
  readonly complete: boolean;
}

/** Routes that name the parent, or may mean it without naming it; whether they attach is another question. */
export function* routesOf({ key, isDefault, indexes }: CountedParent): Rule<Routes> {
  const keys: ObjectKey[] = [];
  let complete = true;
  for (const index of indexes) {
    const named = yield* entriesAcross(index, objectKeyId(key), key.namespace);
    complete &&= named.complete;
    keys.push(...named.values);
    if (!isDefault) continue;
    const implied = yield* entriesAcross(index, DEFAULT_SCOPE, key.namespace);
    complete &&= implied.complete;
    const known = new Set(named.values.map(objectKeyId));
    keys.push(...implied.values.filter((route) => !known.has(objectKeyId(route))));
  }
  return { keys, complete };
}
