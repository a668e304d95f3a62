import type { Catalogue } from '../../../src/cluster/live/catalogue.ts';
import { LiveSnapshot } from '../../../src/cluster/watch/live-snapshot.ts';
import { LiveStore } from '../../../src/cluster/watch/live-store.ts';
import { kindTable } from '../../../src/generated/kind-table.ts';
import type { ClusterReader, ServedResource } from '../../../src/kube/cluster-reader.ts';
import type { ConnectedCluster } from '../../../src/kube/connected-cluster.ts';
import { ABSENT } from '../../../src/kube/lookup.ts';
import { groupKindId } from '../../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../../src/kube/raw-object.ts';

export interface LiveBenchCluster extends ConnectedCluster {
  /** Takes in an object that was changed, as a watch does. */
  change(object: RawObject): void;
}

/** Objects in memory as a watch cache holds them, without a network. */
export function liveBenchCluster(objects: readonly RawObject[]): LiveBenchCluster {
  const store = new LiveStore();
  for (const row of kindTable) store.of(row).replace([]);
  for (const [, ofKind] of Map.groupBy(objects, (object) => groupKindId(keyOf(object)))) {
    const [first] = ofKind;
    if (first !== undefined) store.of(keyOf(first)).replace(ofKind);
  }
  const catalogue = catalogueOf(kindTable.map((row) => ({ ...row, synced: true })));
  let snapshot: LiveSnapshot | undefined;
  return {
    name: 'bench',
    source: 'KUBERNETES',
    openReader: () => {
      snapshot ??= new LiveSnapshot({ series: store, kinds: store.snapshot(), catalogue });
      return readerOf(snapshot, store);
    },
    readiness: async () => ({ ready: true }),
    close: async () => undefined,
    change(object) {
      store.of(keyOf(object)).set(object);
      snapshot = undefined;
    },
  };
}

function catalogueOf(resources: readonly ServedResource[]): Catalogue {
  const byId = new Map(resources.map((resource) => [groupKindId(resource), resource]));
  return {
    resources,
    find: (kind) => byId.get(groupKindId(kind)),
    watchable: () => true,
    uncertain: () => false,
  };
}

function readerOf(snapshot: LiveSnapshot, audience: object): ClusterReader {
  const nothing = { state: 'unavailable', message: 'not held', cause: 'unreachable' } as const;
  return {
    snapshot,
    audience,
    getMany: (keys) => keys.map((key) => snapshot.get(key) ?? ABSENT),
    list: (kind, scope) => snapshot.list(kind, scope) ?? nothing,
    kind: (kind) => snapshot.kind(kind) ?? nothing,
    resources: () => snapshot.resources() ?? nothing,
    versions: () => ({}),
    locate: () => undefined,
    hasSynced: () => true,
    report: () => ({ requests: 0, stale: false, hidden: [], warnings: [] }),
  };
}
