import type { KindLookup } from '../kube/cluster-reader.ts';
import type { ListResult, Lookup, Unreadable } from '../kube/lookup.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';

/**
 * An index over all objects of a kind in a namespace. `build` must depend on the objects alone: whoever answers
 * keeps one index for each list of objects, for as long as that list lives.
 */
export interface ObjectIndex<T> {
  readonly kind: GroupKind;
  build(objects: readonly RawObject[]): T;
}

export type Indexed<T> = { readonly state: 'indexed'; readonly index: T } | Unreadable;

/** What a rule may ask while it runs. */
export type FactRequest =
  | { readonly fact: 'object'; readonly key: ObjectKey }
  | { readonly fact: 'kind'; readonly kind: GroupKind }
  | { readonly fact: 'list'; readonly kind: GroupKind; readonly namespace: string | undefined }
  | { readonly fact: 'index'; readonly index: ObjectIndex<unknown>; readonly namespace: string };

export type FactAnswer = Lookup | KindLookup | ListResult | Indexed<unknown>;

/** A computation that asks for facts on its way. Run it with `runRule`, or with `answerFacts` over maps. */
export type Rule<T> = Generator<FactRequest, T, FactAnswer>;

// A generator's `yield` has one type for all requests. These four pair each request with the answer that
// `FactSource` gives to it, so that the casts stand in one place.

export function* lookup(key: ObjectKey): Rule<Lookup> {
  return (yield { fact: 'object', key }) as Lookup;
}

export function* kindFact(kind: GroupKind): Rule<KindLookup> {
  return (yield { fact: 'kind', kind }) as KindLookup;
}

export function* listObjects(kind: GroupKind, namespace?: string): Rule<ListResult> {
  return (yield { fact: 'list', kind, namespace }) as ListResult;
}

export function* indexed<T>(index: ObjectIndex<T>, namespace: string): Rule<Indexed<T>> {
  return (yield { fact: 'index', index, namespace }) as Indexed<T>;
}
