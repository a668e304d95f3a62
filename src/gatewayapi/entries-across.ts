import { type EntryIndex, entry, kindFact, premises, type Rule } from './fact.ts';

export interface Gathered<T> {
  readonly values: readonly T[];
  /** False where objects may exist that could not be seen. */
  readonly complete: boolean;
}

/**
 * The entries of objects in all namespaces. A caller who may not list everywhere gets those of the one namespace
 * that the question is about, and is told that there may be more.
 */
export function* entriesAcross<T>(
  index: EntryIndex<T>,
  key: string,
  namespace: string | undefined,
): Rule<Gathered<T>> {
  const seesAll = !(yield* premises()).openWorld;
  // A list of a kind that the cluster lacks would be told to the user, who has not asked for it.
  const kind = yield* kindFact(index.kind);
  if (kind.state === 'notServed') return { values: [], complete: seesAll };
  const everywhere = yield* entry(index, undefined, key);
  if (everywhere.state === 'entry') {
    return { values: everywhere.values, complete: seesAll && everywhere.partial !== true };
  }
  if (everywhere.state === 'notServed') return { values: [], complete: seesAll };
  if (namespace === undefined) return { values: [], complete: false };
  const nearby = yield* entry(index, namespace, key);
  return { values: nearby.state === 'entry' ? nearby.values : [], complete: false };
}
