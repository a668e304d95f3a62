import { setImmediate as nextTurn } from 'node:timers/promises';
import { premisesOf } from './context/premises-of.ts';
import type { ContextServices } from './context/request-context.ts';
import type { PlanCache } from './execution/compiled/plan-cache.ts';
import type { ConnectedCluster } from './kube/connected-cluster.ts';
import { FindingCounts } from './loaders/finding-counts.ts';
import { SnapshotFacts } from './loaders/held-facts.ts';
import type { VerdictCache } from './loaders/verdict-cache.ts';
import { clusterSamples } from './telemetry/cluster-samples.ts';
import { Metrics, type Sample } from './telemetry/metrics.ts';

type MeteredServices = ContextServices & { readonly verdicts: VerdictCache };

/** The metrics of a server, which read its clusters and caches whenever somebody asks. */
export function collectMetrics(services: MeteredServices, plans: PlanCache): Metrics {
  const metrics = new Metrics();
  metrics.add(() => {
    const { entries, bytes } = plans.stats();
    return [
      { metric: 'plans', labels: {}, value: entries },
      { metric: 'planBytes', labels: {}, value: bytes },
    ];
  });
  for (const cluster of services.clusters) {
    metrics.add(() => clusterSamples(cluster));
    metrics.add(findingSampler(cluster, services));
  }
  return metrics;
}

function findingSampler(cluster: ConnectedCluster, services: MeteredServices): () => Iterable<Sample> {
  const { indexes, verdicts, now } = services;
  const premises = premisesOf(cluster, services);
  const counts = new FindingCounts({
    latest: () => {
      const snapshot = cluster.held?.();
      if (snapshot === undefined) return undefined;
      const store = verdicts.storeOf(snapshot, new SnapshotFacts(snapshot, premises, indexes));
      return { snapshot, store };
    },
    now,
    pace: { now: performance.now.bind(performance), pause: () => nextTurn() },
  });
  return () =>
    counts.latest.map(({ code, severity, count }) => ({
      metric: 'findings',
      labels: { cluster: cluster.name, code, severity },
      value: count,
    }));
}
