import type { ClusterStatistics, KindStatistics } from '../kube/cluster-statistics.ts';
import type { ConnectedCluster } from '../kube/connected-cluster.ts';
import type { MetricName } from './metric-rows.ts';
import type { Sample } from './metrics.ts';

/** What a number of a kind is called. */
const OF_KIND: readonly (readonly [MetricName, (kind: KindStatistics) => number | undefined])[] = [
  ['synced', ({ synced }) => Number(synced)],
  ['stale', ({ stale }) => Number(stale)],
  ['age', ({ age }) => age],
  ['objects', ({ objects }) => objects],
  ['receivedBytes', ({ receivedBytes }) => receivedBytes],
  ['lists', ({ lists }) => lists],
  ['watches', ({ watches }) => watches],
  ['events', ({ events }) => events],
  ['decodeErrors', ({ decodeErrors }) => decodeErrors],
  ['stalls', ({ stalls }) => stalls],
  ['listenerFailures', ({ listenerFailures }) => listenerFailures],
];

/** The state of a cluster and of what is held of it. */
export async function clusterSamples(cluster: ConnectedCluster): Promise<readonly Sample[]> {
  const { name } = cluster;
  const { ready } = await cluster.readiness();
  return [
    { metric: 'ready', labels: { cluster: name }, value: Number(ready) },
    ...statisticsSamples(name, cluster.statistics?.()),
  ];
}

function* statisticsSamples(cluster: string, statistics: ClusterStatistics | undefined): Iterable<Sample> {
  for (const kind of statistics?.kinds ?? []) {
    const labels = { cluster, group: kind.group, kind: kind.kind };
    for (const [metric, read] of OF_KIND) {
      const value = read(kind);
      if (value !== undefined) yield { metric, labels, value };
    }
    for (const [cause, value] of Object.entries(kind.relists)) {
      yield { metric: 'relists', labels: { ...labels, cause }, value };
    }
  }
  for (const { review, result, count } of statistics?.reviews ?? []) {
    yield { metric: 'reviews', labels: { cluster, review, result }, value: count };
  }
}
