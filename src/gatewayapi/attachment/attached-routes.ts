import { type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { entriesAcross } from '../entries-across.ts';
import { type EntryIndex, type Rule, verdict } from '../fact.ts';
import type { ParentAttachment } from './parent-attachment.ts';
import { routeAttachment } from './route-attachment.ts';
import { DEFAULT_SCOPE } from './route-indexes.ts';

export interface AttachedRoutes {
  /** By position of the listener: how many routes it takes. */
  readonly counts: ReadonlyMap<number, number>;
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

/**
 * semantics.md C.5: how many distinct routes each listener of a parent takes. What becomes of their references, and
 * of the listener itself, does not matter.
 */
export function* countAttachedRoutes(parent: CountedParent): Rule<AttachedRoutes> {
  const counts = new Map<number, number>();
  const routes = yield* routesOf(parent);
  let { complete } = routes;
  for (const route of routes.keys) {
    const answer = yield* verdict(routeAttachment, route);
    const parents = answer.state === 'judged' ? answer.value.parents : [];
    const own = parents.filter(({ parentRef }) => sameKey(parentRef.target, parent.key));
    for (const index of listenersOf(own)) counts.set(index, (counts.get(index) ?? 0) + 1);
    if (own.some(({ unsureListeners, attached }) => unsureListeners.length > 0 || attached === undefined)) {
      complete = false;
    }
  }
  return { counts, complete };
}

/** Two parentRefs of one route to one listener are one attached route. */
function listenersOf(parents: readonly ParentAttachment[]): Iterable<number> {
  return new Set(parents.flatMap(({ listeners }) => listeners.map(({ index }) => index)));
}

export interface Routes {
  readonly keys: readonly ObjectKey[];
  readonly complete: boolean;
}

/** Routes that name the parent, or may mean it without naming it; whether they attach is another question. */
export function* routesOf({ key, isDefault, indexes }: CountedParent): Rule<Routes> {
  const keys = new Map<string, ObjectKey>();
  let complete = true;
  for (const index of indexes) {
    for (const entry of isDefault ? [objectKeyId(key), DEFAULT_SCOPE] : [objectKeyId(key)]) {
      const gathered = yield* entriesAcross(index, entry, key.namespace);
      complete &&= gathered.complete;
      for (const route of gathered.values) keys.set(objectKeyId(route), route);
    }
  }
  return { keys: [...keys.values()], complete };
}
