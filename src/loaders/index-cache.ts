import type { EntryIndex, ObjectIndex } from '../gatewayapi/fact.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { EntryTable } from './entry-table.ts';
import { FacetTables } from './facet-tables.ts';
import { PolicyKindCache } from './policy-kind-cache.ts';
import { SharedMemory } from './shared-memory.ts';

/**
 * One index for each list of objects, for as long as that list lives: a reader that hands out the same list again
 * (a snapshot of manifests, a watch cache) has its indexes built once, not once a query.
 */
export class IndexCache {
  readonly #indexes = new WeakMap<readonly RawObject[], Map<object, unknown>>();

  /** Of facets that depend on the objects of a list alone. */
  readonly facets = new FacetTables();
  /** The kinds of policies, each with its index. */
  readonly policyKinds = new PolicyKindCache();
  readonly #memories = new WeakMap<object, WeakMap<object, SharedMemory>>();

  /** What was found out by those who read a snapshot, and all that they read beside it, in the same way. */
  memoryOf(snapshot: ClusterSnapshot, audience: object): SharedMemory {
    let ofSnapshot = this.#memories.get(snapshot);
    if (ofSnapshot === undefined) {
      ofSnapshot = new WeakMap();
      this.#memories.set(snapshot, ofSnapshot);
    }
    let memory = ofSnapshot.get(audience);
    if (memory === undefined) {
      memory = new SharedMemory(snapshot);
      ofSnapshot.set(audience, memory);
    }
    return memory;
  }

  get(index: ObjectIndex<unknown>, objects: readonly RawObject[]): unknown {
    return this.#remember(objects, index, () => index.build(objects));
  }

  entries(index: EntryIndex<unknown>, objects: readonly RawObject[]): EntryTable<unknown> {
    return this.#remember(objects, index, () => new EntryTable(index, objects));
  }

  /** `index` says what is built, so that the type of what was kept is known. */
  #remember<T>(objects: readonly RawObject[], index: object, build: () => T): T {
    let ofList = this.#indexes.get(objects);
    if (ofList === undefined) {
      ofList = new Map();
      this.#indexes.set(objects, ofList);
    }
    if (!ofList.has(index)) ofList.set(index, build());
    return ofList.get(index) as T;
  }
}
