import type { RawObject } from '../kube/raw-object.ts';
import type { ClusterView } from './cluster-view.ts';

/**
 * Which view each object of a response is of. Two views of one query, a cluster and a hypothetical one over it, read the
 * same objects: the second that does so gets a copy, since GraphQL tells objects apart by their identity alone.
 */
export class SeenObjects {
  readonly #viewOf = new Map<RawObject, ClusterView>();
  readonly #copies = new Map<ClusterView, Map<RawObject, RawObject>>();
  readonly #originals = new Map<RawObject, RawObject>();

  /** The object for a response about a view; the same one each time. */
  see<T extends RawObject>(object: T, view: ClusterView): T {
    const known = this.#viewOf.get(object);
    if (known === view) return object;
    if (known !== undefined) return this.#copyFor(object, view);
    this.#viewOf.set(object, view);
    return object;
  }

  viewOf(object: RawObject): ClusterView | undefined {
    return this.#viewOf.get(object);
  }

  /** The object as its reader knows it. */
  originalOf(object: RawObject): RawObject {
    return this.#originals.get(object) ?? object;
  }

  #copyFor<T extends RawObject>(object: T, view: ClusterView): T {
    let copies = this.#copies.get(view);
    if (copies === undefined) {
      copies = new Map();
      this.#copies.set(view, copies);
    }
    const known = copies.get(object);
    if (known !== undefined) return known as T;
    const copy = structuredClone(object);
    copies.set(object, copy);
    this.#originals.set(copy, object);
    this.#viewOf.set(copy, view);
    return copy;
  }
}
