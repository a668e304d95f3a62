import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { KindObjects } from './kind-objects.ts';
import type { KindSnapshot } from './kind-snapshot.ts';

/** All kinds of one moment, by `groupKindId`; a kind that is not held is absent, which is not the same as empty. */
export type StoreSnapshot = ReadonlyMap<string, KindSnapshot>;

/** Objects of a live cluster as they change, kind by kind. */
export class LiveStore {
  readonly #kinds = new Map<string, KindObjects>();
  #snapshot: StoreSnapshot | undefined;

  /** The same snapshot until something changes. */
  snapshot(): StoreSnapshot {
    if (this.#snapshot === undefined) {
      const held = [...this.#kinds].filter(([, objects]) => objects.held);
      this.#snapshot = new Map(held.map(([id, objects]) => [id, objects.snapshot()]));
    }
    return this.#snapshot;
  }

  /** Where a kind is written; made at the first question. */
  of(kind: GroupKind): KindObjects {
    const id = groupKindId(kind);
    let objects = this.#kinds.get(id);
    if (objects === undefined) {
      objects = new KindObjects(() => {
        this.#snapshot = undefined;
      });
      this.#kinds.set(id, objects);
    }
    return objects;
  }

  /** Forgets a kind that is served no more. */
  drop(kind: GroupKind): void {
    if (this.#kinds.delete(groupKindId(kind))) this.#snapshot = undefined;
  }
}
