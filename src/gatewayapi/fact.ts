import type { KindLookup } from '../kube/cluster-reader.ts';
import type { ListResult, Lookup, Unreadable } from '../kube/lookup.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { EntryIndex } from './entry-index.ts';
import type { PolicyKind } from './policies/policy-kind.ts';
import type { Premises } from './premises.ts';

export type { EntryIndex } from './entry-index.ts';

/**
 * An index over all objects of a kind in a namespace. `build` must depend on the objects alone: whoever answers
 * keeps one index for each list of objects, for as long as that list lives.
 */
export interface ObjectIndex<T> {
  readonly kind: GroupKind;
  build(objects: readonly RawObject[]): T;
}

export type Indexed<T> = { readonly state: 'indexed'; readonly index: T } | Unreadable;

/**
 * The values under one key, in the order of their objects; [] where there are none. `partial` as in a list: of objects
 * that this caller may see.
 */
export type Entry<T> =
  | { readonly state: 'entry'; readonly values: readonly T[]; readonly partial?: boolean | undefined }
  | Unreadable;

/**
 * A computation about one object whose outcome is worth keeping. Whoever answers runs it at most once for the same
 * facts. Values are plain data: they are compared, field by field, to find out whether a change made a difference.
 */
export interface VerdictRule<T> {
  readonly name: string;
  evaluate(key: ObjectKey): Rule<Judged<T>>;
}

export type Judged<T> =
  | { readonly state: 'judged'; readonly value: T }
  | Exclude<Lookup, { readonly state: 'found' }>;

/** The kinds of policies of a cluster: those of Gateway API, and those of which a CRD says so. */
export type PolicyKinds =
  | { readonly state: 'policyKinds'; readonly kinds: readonly PolicyKind[] }
  | Exclude<Unreadable, { readonly state: 'notServed' }>;

/** What a rule may ask while it runs. */
export type FactRequest =
  | { readonly fact: 'object'; readonly key: ObjectKey }
  | { readonly fact: 'kind'; readonly kind: GroupKind }
  | { readonly fact: 'list'; readonly kind: GroupKind; readonly namespace: string | undefined }
  | { readonly fact: 'index'; readonly index: ObjectIndex<unknown>; readonly namespace: string }
  | {
      readonly fact: 'entry';
      readonly index: EntryIndex<unknown>;
      readonly namespace: string | undefined;
      readonly key: string;
    }
  | { readonly fact: 'verdict'; readonly rule: VerdictRule<unknown>; readonly key: ObjectKey }
  | { readonly fact: 'policyKinds' }
  | { readonly fact: 'premises' };

export type FactAnswer =
  | Lookup
  | KindLookup
  | ListResult
  | Indexed<unknown>
  | Entry<unknown>
  | Judged<unknown>
  | PolicyKinds
  | Premises;

/** A computation that asks for facts on its way. Run it with `runRule`, or with `answerFacts` over maps. */
export type Rule<T> = Generator<FactRequest, T, FactAnswer>;

// A generator's `yield` has one type for all requests. These pair each request with the answer that `FactSource`
// gives to it, so that the casts stand in one place.

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

/** `namespace` undefined: entries of objects of the whole cluster. */
export function* entry<T>(index: EntryIndex<T>, namespace: string | undefined, key: string): Rule<Entry<T>> {
  return (yield { fact: 'entry', index: index as EntryIndex<unknown>, namespace, key }) as Entry<T>;
}

export function* verdict<T>(rule: VerdictRule<T>, key: ObjectKey): Rule<Judged<T>> {
  return (yield { fact: 'verdict', rule, key }) as Judged<T>;
}

export function* policyKindsFact(): Rule<PolicyKinds> {
  return (yield { fact: 'policyKinds' }) as PolicyKinds;
}

export function* premises(): Rule<Premises> {
  return (yield { fact: 'premises' }) as Premises;
}

/** A verdict rule about an object that is there; what else a look for it gives is passed on. */
export function verdictRule<T>(
  name: string,
  judge: (object: RawObject, key: ObjectKey) => Rule<T>,
): VerdictRule<T> {
  return {
    name,
    *evaluate(key) {
      const answer = yield* lookup(key);
      if (answer.state !== 'found') return answer;
      return { state: 'judged', value: yield* judge(answer.object, key) };
    },
  };
}
