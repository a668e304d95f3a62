import { type GroupKind, type ObjectKey, sameKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { entriesAcross, type Gathered } from '../entries-across.ts';
import { type EntryIndex, kindFact, type Rule } from '../fact.ts';
import { GATEWAY, LISTENER_SET, ROUTE_KINDS, X_BACKEND, X_LISTENER_SET } from '../groups.ts';
import type { Position } from '../position.ts';
import { defaultReference } from '../reference.ts';
import { specSites } from '../spec-references.ts';

/** A reference into another namespace, which a ReferenceGrant has to allow. */
export interface CrossReference {
  readonly from: ObjectKey;
  readonly path: string;
  readonly target: ObjectKey;
}

/** semantics.md A.2, column Grant. */
const GRANTED_POSITIONS: readonly Position[] = ['backend', 'certificate', 'clientCertificate', 'frontendCa'];

/** The kinds that have such references. */
export const CROSSING_KINDS: readonly GroupKind[] = [
  ...ROUTE_KINDS,
  GATEWAY,
  LISTENER_SET,
  X_LISTENER_SET,
  X_BACKEND,
];

function crossReferencesOf(object: RawObject): readonly CrossReference[] {
  const from = keyOf(object);
  return GRANTED_POSITIONS.flatMap((position) => specSites(object, position))
    .map(defaultReference)
    .filter(({ crossNamespace }) => crossNamespace)
    .map((reference) => ({ from, path: reference.path(), target: reference.target }));
}

/** By both ends: a grant may stand at either, rightly or not. */
function byNamespaces(kind: GroupKind): EntryIndex<CrossReference> {
  return {
    kind,
    entriesOf: (object) =>
      crossReferencesOf(object).flatMap((reference) => [
        [into(reference.target.namespace), reference] as const,
        [outOf(reference.from.namespace), reference] as const,
      ]),
    same: (a, b) => a.path === b.path && sameKey(a.from, b.from) && sameKey(a.target, b.target),
  };
}

const indexes = CROSSING_KINDS.map(byNamespaces);

function into(namespace: string | undefined): string {
  return `into ${namespace ?? ''}`;
}

function outOf(namespace: string | undefined): string {
  return `out of ${namespace ?? ''}`;
}

/** All references from elsewhere into a namespace. */
export function* referencesInto(namespace: string): Rule<Gathered<CrossReference>> {
  return yield* gather(into(namespace), namespace);
}

/** All references out of a namespace to elsewhere. */
export function* referencesOutOf(namespace: string): Rule<Gathered<CrossReference>> {
  return yield* gather(outOf(namespace), namespace);
}

function* gather(key: string, namespace: string): Rule<Gathered<CrossReference>> {
  const values: CrossReference[] = [];
  let complete = true;
  for (const index of indexes) {
    if ((yield* kindFact(index.kind)).state === 'notServed') continue;
    const found = yield* entriesAcross(index, key, namespace);
    values.push(...found.values);
    complete &&= found.complete;
  }
  return { values, complete };
}
