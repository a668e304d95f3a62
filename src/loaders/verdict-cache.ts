import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterReader } from '../kube/cluster-reader.ts';
import { ClusterLoaders } from './cluster-loaders.ts';
import type { IndexCache } from './index-cache.ts';
import { VerdictStore } from './verdict-store.ts';

/**
 * One store of verdicts for each snapshot of a cluster, for as long as the snapshot lives: whoever sees the same
 * objects shares what was computed of them, and nobody else does.
 */
export class VerdictCache {
  readonly #stores = new WeakMap<object, VerdictStore>();

  /** undefined where each execution reads afresh, so that there is nothing to share. */
  storeFor(reader: ClusterReader, indexes: IndexCache, premises: Premises): VerdictStore | undefined {
    const { snapshot } = reader;
    if (snapshot === undefined || !reader.hasSynced()) return undefined;
    const known = this.#stores.get(snapshot);
    if (known !== undefined) return known;
    const store = new VerdictStore(new ClusterLoaders(reader, indexes, { premises }));
    this.#stores.set(snapshot, store);
    return store;
  }
}
