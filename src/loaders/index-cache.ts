import type { EntryIndex, ObjectIndex } from '../gatewayapi/fact.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { EntryTable } from './entry-table.ts';
import { FacetTables } from './facet-tables.ts';
import { PolicyKindCache } from './policy-kind-cache.ts';
import { ResolutionMemory } from './resolution-memory.ts';

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
  readonly #facetsOfSnapshots = new WeakMap<object, FacetTables>();
  readonly #resolutions = new WeakMap<object, ResolutionMemory>();

  /** Of facets that depend on other objects too: they hold as long as nothing at all has changed. */
  facetsOf(snapshot: object): FacetTables {
    let facets = this.#facetsOfSnapshots.get(snapshot);
    if (facets === undefined) {
      facets = new FacetTables();
      this.#facetsOfSnapshots.set(snapshot, facets);
    }
    return facets;
  }

  /** What was found of references within a snapshot. */
  resolutionsOf(snapshot: object): ResolutionMemory {
    let memory = this.#resolutions.get(snapshot);
    if (memory === undefined) {
      memory = new ResolutionMemory();
      this.#resolutions.set(snapshot, memory);
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
