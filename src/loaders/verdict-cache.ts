import type { Entry, EntryIndex, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterReader, ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import { type HeldFacts, SnapshotFacts } from './held-facts.ts';
import type { IndexCache } from './index-cache.ts';
import type { ForkedVerdicts, SharedVerdicts } from './shared-verdicts.ts';
import { snapshotChanges } from './snapshot-changes.ts';
import { VerdictFork } from './verdict-fork.ts';
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
    return new VerdictsOfMoment(this.storeOf(snapshot, new SnapshotFacts(snapshot, premises, indexes)));
  }

  /** The store of a snapshot: the one of its series, brought to that moment, where that can be. */
  storeOf(snapshot: ClusterSnapshot, facts: SnapshotFacts): VerdictStore {
    return this.#stores.get(snapshot) ?? this.#storeFor(snapshot, facts);
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

/** What a store says of the moment that it was taken for, also when the cluster has moved on. */
class VerdictsOfMoment implements SharedVerdicts {
  readonly moment: object;
  readonly #store: VerdictStore;
  readonly #revision: number;

  constructor(store: VerdictStore) {
    this.moment = store.moment;
    this.#store = store;
    this.#revision = store.revision;
  }

  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined {
    return this.#isLatest() ? this.#store.get(rule, key) : this.#store.getAt(rule, key, this.#revision);
  }

  entry(index: EntryIndex<unknown>, namespace: string | undefined, key: string): Entry<unknown> | undefined {
    const { tables } = this.#store;
    if (!this.#isLatest()) return tables.entryAt(index, namespace, { key, revision: this.#revision });
    const entry = tables.entry(index, namespace, key);
    return entry !== undefined && 'values' in entry ? entry : undefined;
  }

  kinds(): Iterable<GroupKind> {
    return this.#store.kinds();
  }

  fork(facts: HeldFacts, changes: readonly ObjectChange[]): ForkedVerdicts | undefined {
    return this.#isLatest() ? VerdictFork.of(this.#store, facts, changes) : undefined;
  }

  #isLatest(): boolean {
    return this.#store.revision === this.#revision;
  }
}
