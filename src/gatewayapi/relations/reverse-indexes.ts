import { type GroupKind, groupKindId, type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { EntryIndex } from '../fact.ts';
import { defaultReference, type Reference } from '../reference.ts';
import type { SpecSites } from './spec-sites.ts';

/** Who refers to what, for one kind of those who refer. */
export interface ReverseIndex {
  readonly kind: GroupKind;
  /** Objects by `objectKeyId` of what they name, whether that exists, is permitted, or neither. */
  readonly byTarget: EntryIndex<ObjectKey>;
  /** Objects by `groupKindId` of what they name: nobody looks for who names a route where nobody names any. */
  readonly byTargetKind: EntryIndex<ObjectKey>;
  /** Objects by the other namespaces that they refer into. */
  readonly byNamespace: EntryIndex<ObjectKey>;
}

/** The reverse of every reference in specs, for the kinds of one schema. Made once: indexes are kept by identity. */
export class ReverseIndexes {
  readonly all: readonly ReverseIndex[];
  readonly #sites: SpecSites;

  constructor(sites: SpecSites) {
    this.#sites = sites;
    this.all = sites.kinds.map((kind) => ({
      kind,
      byTarget: this.#index(kind, ({ target }) => objectKeyId(target)),
      byTargetKind: this.#index(kind, ({ target }) => groupKindId(target)),
      byNamespace: this.#index(kind, ({ crossNamespace, target }) =>
        crossNamespace ? target.namespace : undefined,
      ),
    }));
  }

  ofKind(kind: GroupKind): ReverseIndex | undefined {
    return this.all.find((index) => groupKindId(index.kind) === groupKindId(kind));
  }

  readonly referencesOf = (owner: RawObject): readonly Reference[] =>
    this.#sites.of(owner).map(defaultReference);
  #index(
    kind: GroupKind,
    keyOfReference: (reference: Reference) => string | undefined,
  ): EntryIndex<ObjectKey> {
    return {
      kind,
      entriesOf: (owner) => {
        const keys = new Set(this.referencesOf(owner).map(keyOfReference));
        keys.delete(undefined);
        const from = keyOf(owner);
        return Array.from(keys, (key) => [key ?? '', from] as const);
      },
      same: sameKey,
    };
  }
}
