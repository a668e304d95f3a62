import {
  formatKind,
  type GroupKind,
  groupKindId,
  type ObjectKey,
  objectKeyId,
  sameKey,
} from '../../kube/object-key.ts';
import { compareBytes } from '../compare-bytes.ts';
import { entry, kindFact, lookup, type Rule } from '../fact.ts';
import type { Reference } from '../reference.ts';
import type { ReverseIndex, ReverseIndexes } from './reverse-indexes.ts';
import type { CouldNotRead } from './route-gateways.ts';

/** A reference that leads to an object, directly or over others. */
export interface IncomingReference {
  readonly reference: Reference;
  /** 1 where it names the object itself. */
  readonly distance: number;
}

export type IncomingAnswer =
  | { readonly state: 'references'; readonly references: readonly IncomingReference[] }
  | { readonly state: 'unreadable'; readonly answer: CouldNotRead; readonly what: string };

export interface IncomingQuestion {
  readonly indexes: ReverseIndexes;
  /** Kinds of those who refer; undefined for all. */
  readonly kinds: ReadonlySet<string> | undefined;
  /** Also what refers to those who refer. */
  readonly transitive: boolean;
}

/**
 * Who names an object, nearest first, and then in the order of `incomingKey`. Each reference is there once, also where
 * several ways lead over it: it has one target, and each target is asked about once.
 */
export function* incomingReferences(key: ObjectKey, question: IncomingQuestion): Rule<IncomingAnswer> {
  const { indexes, kinds, transitive } = question;
  const served = yield* servedIndexes(indexes, transitive ? undefined : kinds);
  if ('answer' in served) return served;
  const found: IncomingReference[] = [];
  const known = new Set([objectKeyId(key)]);
  let targets: readonly ObjectKey[] = [key];
  for (let distance = 1; targets.length > 0; distance += 1) {
    const answer = yield* namesOfAll(targets, served.indexes, indexes);
    if (answer.state === 'unreadable') return answer;
    found.push(...answer.references.map((reference) => ({ reference, distance })));
    targets = transitive ? unknownReferrers(answer.references, known) : [];
  }
  const wanted = found.filter(({ reference }) => kinds?.has(reference.from.kind) !== false);
  return { state: 'references', references: inOrder(wanted) };
}

/** Those who refer and were not asked about yet; from now on they are known. */
function unknownReferrers(references: readonly Reference[], known: Set<string>): readonly ObjectKey[] {
  const referrers: ObjectKey[] = [];
  for (const { from } of references) {
    const id = objectKeyId(from);
    if (!known.has(id)) referrers.push(from);
    known.add(id);
  }
  return referrers;
}

type Unreadable = Extract<IncomingAnswer, { readonly state: 'unreadable' }>;

/** A kind that the cluster does not serve refers to nothing. */
function* servedIndexes(
  { all }: ReverseIndexes,
  kinds: ReadonlySet<string> | undefined,
): Rule<{ readonly indexes: readonly ReverseIndex[] } | Unreadable> {
  const indexes: ReverseIndex[] = [];
  for (const index of all) {
    if (kinds?.has(index.kind.kind) === false) continue;
    const answer = yield* kindFact(index.kind);
    if (answer.state === 'served') indexes.push(index);
    else if (answer.state !== 'notServed') return unreadable(index, answer);
  }
  return { indexes };
}

type Named = { readonly state: 'named'; readonly references: readonly Reference[] } | Unreadable;

function* namesOfAll(
  targets: readonly ObjectKey[],
  indexes: readonly ReverseIndex[],
  all: ReverseIndexes,
): Rule<Named> {
  const references: Reference[] = [];
  for (const ofKind of Map.groupBy(targets, groupKindId).values()) {
    const [first] = ofKind;
    const used = first === undefined ? { indexes: [] } : yield* indexesNaming(first, indexes);
    if ('answer' in used) return used;
    for (const target of ofKind) {
      const answer = yield* namesOf(target, used.indexes, all);
      if (answer.state === 'unreadable') return answer;
      references.push(...answer.references);
    }
  }
  return { state: 'named', references };
}

/** Of the indexes, those in which an object of this kind is named at all. */
function* indexesNaming(
  kind: GroupKind,
  indexes: readonly ReverseIndex[],
): Rule<{ readonly indexes: readonly ReverseIndex[] } | Unreadable> {
  const naming: ReverseIndex[] = [];
  for (const index of indexes) {
    const owners = yield* entry(index.byTargetKind, undefined, groupKindId(kind));
    if (owners.state === 'entry' && owners.values.length > 0) naming.push(index);
    else if (owners.state === 'forbidden' || owners.state === 'unavailable') return unreadable(index, owners);
  }
  return { indexes: naming };
}

function* namesOf(
  target: ObjectKey,
  indexes: readonly ReverseIndex[],
  { referencesOf }: ReverseIndexes,
): Rule<Named> {
  const id = objectKeyId(target);
  const references: Reference[] = [];
  for (const index of indexes) {
    const owners = yield* entry(index.byTarget, undefined, id);
    if (owners.state === 'notServed') continue;
    if (owners.state !== 'entry') return unreadable(index, owners);
    for (const owner of owners.values) {
      const object = yield* lookup(owner);
      if (object.state !== 'found') continue;
      references.push(...referencesOf(object.object).filter((each) => sameKey(each.target, target)));
    }
  }
  return { state: 'named', references };
}

function unreadable({ kind }: ReverseIndex, answer: CouldNotRead): Unreadable {
  return { state: 'unreadable', answer, what: `the list of ${formatKind(kind)}` };
}

export type IncomingKey = readonly [distance: number, ...from: string[]];

/** What incoming references are ordered by; no two have all of it in common. */
export function incomingKey({ distance, reference: { from, path } }: IncomingReference): IncomingKey {
  // So that rules[10] comes behind rules[2].
  const place = path().replaceAll(/\d+/g, (index) => index.padStart(6, '0'));
  return [distance, from.kind, from.group, from.namespace ?? '', from.name, place];
}

export function compareIncomingKeys(a: IncomingKey, b: IncomingKey): number {
  if (a[0] !== b[0]) return a[0] - b[0];
  for (let index = 1; index < a.length; index += 1) {
    const difference = compareBytes(String(a[index]), String(b[index] ?? ''));
    if (difference !== 0) return difference;
  }
  return 0;
}

function inOrder(references: readonly IncomingReference[]): readonly IncomingReference[] {
  return references
    .map((each) => ({ each, key: incomingKey(each) }))
    .sort((a, b) => compareIncomingKeys(a.key, b.key))
    .map(({ each }) => each);
}
