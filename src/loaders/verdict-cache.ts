import type { Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterReader, ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import { SnapshotFacts } from './held-facts.ts';
import type { IndexCache } from './index-cache.ts';
import type { SharedVerdicts } from './shared-verdicts.ts';
import { snapshotChanges } from './snapshot-changes.ts';
import { VerdictStore } from './verdict-store.ts';

interface Latest {
  readonly snapshot: ClusterSnapshot;
  readonly store: VerdictStore;
}

/**
 * One store of verdicts for each snapshot of a cluster, for as long as the snapshot lives: whoever sees the same
 * objects shares what was computed of them, and nobody else does. In a series of snapshots the store goes along.
 */
export class VerdictCache {
  readonly #stores = new WeakMap<ClusterSnapshot, VerdictStore>();
  readonly #series = new WeakMap<object, Latest>();

  /** undefined where each execution reads afresh, so that there is nothing to share. */
  verdictsFor(
    { snapshot }: ClusterReader,
    indexes: IndexCache,
    premises: Premises,
  ): SharedVerdicts | undefined {
    if (snapshot === undefined) return undefined;
    return new VerdictsOfMoment(
      this.#stores.get(snapshot) ?? this.#storeFor(snapshot, new SnapshotFacts(snapshot, premises, indexes)),
    );
  }

  #storeFor(snapshot: ClusterSnapshot, facts: SnapshotFacts): VerdictStore {
    const latest = snapshot.series === undefined ? undefined : this.#series.get(snapshot.series);
    const changes = latest && snapshotChanges(latest.snapshot, snapshot, latest.store.kinds());
    let store: VerdictStore;
    if (latest === undefined || changes === undefined) store = new VerdictStore(facts);
    else {
      store = latest.store;
      store.advance(facts, changes);
      this.#stores.delete(latest.snapshot);
    }
    this.#stores.set(snapshot, store);
    if (snapshot.series !== undefined) this.#series.set(snapshot.series, { snapshot, store });
    return store;
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

  kinds(): Iterable<GroupKind> {
    return this.#store.kinds();
  }
}
