import { performance } from 'node:perf_hooks';
import { findingsAt } from '../../src/gatewayapi/finding.ts';
import { clusterFindings, scopeKey } from '../../src/gatewayapi/findings/cluster-findings.ts';
import { JUDGED_KINDS, objectFindings } from '../../src/gatewayapi/findings/object-findings.ts';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { keyOf } from '../../src/kube/raw-object.ts';
import { fullPass } from '../../src/loaders/full-pass.ts';
import { SnapshotFacts } from '../../src/loaders/held-facts.ts';
import { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { benchCluster } from './support/bench-cluster.ts';
import { type StatusClusterSize, statusObjects } from './support/status-objects.ts';

/**
 * What findings cost on top of computed status, and when they are asked for again: `node test/bench/findings.ts`.
 * To reach: no more than twice the computed status, growth in proportion, and again for next to nothing.
 */

const SIZES: readonly StatusClusterSize[] = [
  { routes: 1_000, gateways: 5, listenersOfGateway: 10 },
  { routes: 10_000, gateways: 50, listenersOfGateway: 10 },
  { routes: 10_000, gateways: 1, listenersOfGateway: 10 },
  { routes: 50_000, gateways: 250, listenersOfGateway: 10 },
];
const REPEATS = 3;

interface Measured {
  readonly status: number;
  readonly findings: number;
  readonly again: number;
  readonly change: number;
  readonly count: number;
}

function heldFacts({ snapshot }: ClusterReader): SnapshotFacts {
  if (snapshot === undefined) throw new Error('manifests are held in memory');
  return new SnapshotFacts(snapshot, LIVE_PREMISES);
}

function timed(run: () => unknown): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

async function measure(objects: readonly RawObject[]): Promise<Measured> {
  const reader = benchCluster(objects).openReader({ credentials: {} });
  const facts = heldFacts(reader);
  const store = new VerdictStore(facts);
  const began = performance.now();
  await fullPass(store, facts, { now: () => 0, pause: async () => undefined });
  const status = performance.now() - began;
  const all = () => {
    const answer = store.get(clusterFindings, scopeKey(undefined));
    return answer?.state === 'judged' ? findingsAt(answer.value, Date.now()) : [];
  };
  const findings = timed(all);
  const again = timed(all);
  const route = objects.find(({ kind }) => kind === 'HTTPRoute');
  const change =
    route === undefined
      ? 0
      : timed(() => {
          store.advance(facts, [{ before: route, after: { ...route } }]);
          all();
        });
  return { status, findings, again, change, count: all().length };
}

async function best(objects: readonly RawObject[]): Promise<Measured> {
  const runs: Measured[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) runs.push(await measure(objects));
  const least = (of: (run: Measured) => number) => Math.min(...runs.map(of));
  return {
    status: least((run) => run.status),
    findings: least((run) => run.findings),
    again: least((run) => run.again),
    change: least((run) => run.change),
    count: runs[0]?.count ?? 0,
  };
}

/** Which kinds the time goes to, on an empty store. */
function byKind(objects: readonly RawObject[]): void {
  const reader = benchCluster(objects).openReader({ credentials: {} });
  const store = new VerdictStore(heldFacts(reader));
  for (const { kind } of JUDGED_KINDS) {
    const ofKind = objects.filter((object) => object.kind === kind);
    const took = timed(() => {
      for (const object of ofKind) store.get(objectFindings, keyOf(object));
    });
    if (ofKind.length > 0) console.log(`${kind}: ${ofKind.length} in ${Math.round(took)} ms`);
  }
}

const rows = [];
for (const size of SIZES) {
  const objects = [...statusObjects(size)].map((text) => JSON.parse(text) as RawObject);
  const measured = await best(objects);
  rows.push({
    routes: size.routes,
    gateways: size.gateways,
    findings: measured.count,
    'computed status ms': Math.round(measured.status),
    'findings ms': Math.round(measured.findings),
    'us a route': Math.round((measured.findings / size.routes) * 1000),
    'again ms': Number(measured.again.toFixed(3)),
    'one change ms': Number(measured.change.toFixed(2)),
  });
  if (process.argv.includes('--kinds')) byKind(objects);
}
console.table(rows);
