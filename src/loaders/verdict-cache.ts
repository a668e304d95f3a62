import type { Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterReader } from '../kube/cluster-reader.ts';
import type { ObjectKey } from '../kube/object-key.ts';
import { ClusterLoaders } from './cluster-loaders.ts';
import type { ObjectChange } from './entry-table.ts';
import type { IndexCache } from './index-cache.ts';
import type { SharedVerdicts } from './shared-verdicts.ts';
import { VerdictStore } from './verdict-store.ts';

/**
 * One store of verdicts for each snapshot of a cluster, for as long as the snapshot lives: whoever sees the same
 * objects shares what was computed of them, and nobody else does.
 */
export class VerdictCache {
  readonly #stores = new WeakMap<object, VerdictStore>();

  /** undefined where each execution reads afresh, so that there is nothing to share. */
  verdictsFor(reader: ClusterReader, indexes: IndexCache, premises: Premises): SharedVerdicts | undefined {
    const { snapshot } = reader;
    if (snapshot === undefined || !reader.hasSynced()) return undefined;
    let store = this.#stores.get(snapshot);
    if (store === undefined) {
      store = new VerdictStore(new ClusterLoaders(reader, indexes, { premises }));
      this.#stores.set(snapshot, store);
    }
    return new VerdictsOfMoment(store);
  }

  /**
   * Carries what was computed of one snapshot over to the next; `changes` is all that differs. Executions that still
   * see the old one compute for themselves what they need.
   */
  advance(
    before: object,
    reader: ClusterReader,
    more: {
      readonly indexes: IndexCache;
      readonly premises: Premises;
      readonly changes: Iterable<ObjectChange>;
    },
  ): void {
    const store = this.#stores.get(before);
    if (store === undefined || reader.snapshot === undefined) return;
    this.#stores.delete(before);
    this.#stores.set(reader.snapshot, store);
    store.advance(new ClusterLoaders(reader, more.indexes, { premises: more.premises }), more.changes);
  }
}

/** A store as long as it speaks of the snapshot that it was taken for. */
class VerdictsOfMoment implements SharedVerdicts {
  readonly #store: VerdictStore;
  readonly #revision: number;

  constructor(store: VerdictStore) {
    this.#store = store;
    this.#revision = store.revision;
  }

  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined {
    return this.#store.revision === this.#revision ? this.#store.get(rule, key) : undefined;
  }
}
