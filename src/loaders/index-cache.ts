import type { ObjectIndex } from '../gatewayapi/fact.ts';
import type { RawObject } from '../kube/raw-object.ts';

/**
 * One index for each list of objects, for as long as that list lives: a reader that hands out the same list again
 * (a snapshot of manifests, a watch cache) has its indexes built once, not once a query.
 */
export class IndexCache {
  readonly #indexes = new WeakMap<readonly RawObject[], Map<ObjectIndex<unknown>, unknown>>();

  get(index: ObjectIndex<unknown>, objects: readonly RawObject[]): unknown {
    let ofList = this.#indexes.get(objects);
    if (ofList === undefined) {
      ofList = new Map();
      this.#indexes.set(objects, ofList);
    }
    if (!ofList.has(index)) ofList.set(index, index.build(objects));
    return ofList.get(index);
  }
}
