import type { ClusterSnapshot, KindLookup, ListScope, ResourcesResult } from '../../kube/cluster-reader.ts';
import { ABSENT, type ListResult, type Lookup, type Unreadable } from '../../kube/lookup.ts';
import type { GroupKind, ObjectKey } from '../../kube/object-key.ts';
import type { Store } from '../store.ts';
import type { ManifestSnapshot } from './manifest-snapshot.ts';
import type { ServedKinds } from './served-kinds.ts';

type Held = Pick<ManifestSnapshot, 'store' | 'kinds'>;

/** Manifests as a cluster in memory: all of it is held. */
export class ManifestMemory implements ClusterSnapshot {
  static readonly #known = new WeakMap<Store, ManifestMemory>();

  readonly #store: Store;
  readonly #kinds: ServedKinds;

  private constructor({ store, kinds }: Held) {
    this.#store = store;
    this.#kinds = kinds;
  }

  /** The same for the same objects, whatever else is wrong with the files. */
  static of(held: Held): ManifestMemory {
    let memory = ManifestMemory.#known.get(held.store);
    if (memory === undefined) {
      memory = new ManifestMemory(held);
      ManifestMemory.#known.set(held.store, memory);
    }
    return memory;
  }

  get(key: ObjectKey): Lookup {
    const object = this.#store.get(key);
    if (object !== undefined) return { state: 'found', object };
    return this.#kinds.get(key) === undefined ? notServed(key) : ABSENT;
  }

  list(kind: GroupKind, scope: ListScope): ListResult {
    return this.#kinds.get(kind) === undefined
      ? notServed(kind)
      : { state: 'listed', objects: this.#store.list(kind, scope) };
  }

  kind(kind: GroupKind): KindLookup {
    const resource = this.#kinds.get(kind);
    return resource === undefined ? notServed(kind) : { state: 'served', resource };
  }

  resources(): ResourcesResult {
    return { state: 'listed', resources: this.#kinds.all() };
  }
}

function notServed({ group, kind }: GroupKind): Extract<Unreadable, { state: 'notServed' }> {
  const named = group === '' ? kind : `${kind} (${group})`;
  return { state: 'notServed', message: `the manifests hold no object and no CRD of kind ${named}` };
}
