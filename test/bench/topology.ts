import { performance } from 'node:perf_hooks';
import { ClusterView } from '../../src/context/cluster-view.ts';
import { GATEWAY } from '../../src/gatewayapi/groups.ts';
import { buildTopology, type TopologyQuestion } from '../../src/gatewayapi/topology/build-topology.ts';
import { drawDot } from '../../src/gatewayapi/topology/drawing/draw-dot.ts';
import type { ConnectedCluster } from '../../src/kube/connected-cluster.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { benchCluster } from './support/bench-cluster.ts';
import { statusObjects } from './support/status-objects.ts';

/**
 * What a topology costs where nothing is kept from before, findings and verdicts included: `node test/bench/topology.ts`.
 * To reach: 5,000 nodes within 2 s of processor time, and what is around one object within a tenth of that, however
 * large the cluster.
 */

const BOUND = 5_000;
const REPEATS = 3;
const ROUTES = [100, 1_000, 10_000];

const WHOLE: TopologyQuestion = {
  namespace: undefined,
  root: undefined,
  depth: undefined,
  bound: BOUND,
  now: Date.now(),
};
const QUESTIONS: readonly (readonly [name: string, question: TopologyQuestion])[] = [
  ['all of it', WHOLE],
  ['a namespace', { ...WHOLE, namespace: 'team-0' }],
  ['around a Gateway', { ...WHOLE, root: { ...GATEWAY, namespace: 'infra', name: 'gateway-0' }, depth: 1 }],
  [
    'around a Service',
    { ...WHOLE, root: { group: '', kind: 'Service', namespace: 'team-0', name: 'app-0' } },
  ],
];

/** Milliseconds of processor time since `before`. */
function processorTime(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

async function measure(cluster: ConnectedCluster, question: TopologyQuestion) {
  const view = new ClusterView(cluster, cluster.openReader({ credentials: {} }), new IndexCache());
  const before = process.cpuUsage();
  const began = performance.now();
  const answer = await view.runInTurns(buildTopology(question));
  const [cpu, clock] = [processorTime(before), performance.now() - began];
  if (answer.state !== 'topology') throw new Error(`no topology: ${answer.state}`);
  const drawing = process.cpuUsage();
  const { length } = drawDot(answer.topology);
  return { cpu, clock, dot: processorTime(drawing), length, topology: answer.topology };
}

const rows = [];
for (const routes of ROUTES) {
  const size = { routes, gateways: Math.max(1, routes / 200), listenersOfGateway: 10 };
  const cluster = benchCluster([...statusObjects(size)].map((text) => JSON.parse(text) as RawObject));
  for (const [name, question] of QUESTIONS) {
    const runs = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) runs.push(await measure(cluster, question));
    const [best] = runs.toSorted((a, b) => a.cpu - b.cpu);
    if (best === undefined) continue;
    rows.push({
      routes,
      what: name,
      nodes: best.topology.nodes.length,
      edges: best.topology.edges.length,
      truncated: best.topology.truncated,
      'processor ms': Math.round(best.cpu),
      'clock ms': Math.round(best.clock),
      'dot ms': Math.round(best.dot),
      'dot KB': Math.round(best.length / 1_024),
    });
  }
}
console.table(rows);
