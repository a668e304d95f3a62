import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FactAnswer, FactRequest } from '../../src/gatewayapi/fact.ts';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import { objectKeyId } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { fullPass } from '../../src/loaders/full-pass.ts';
import { type HeldFacts, SnapshotFacts } from '../../src/loaders/held-facts.ts';
import { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { benchCluster } from './support/bench-cluster.ts';
import { type StatusClusterSize, statusObjects } from './support/status-objects.ts';

/**
 * What it costs to compute the status of everything, beside what it costs to read it: `node test/bench/computed-status.ts`.
 * To reach: a full pass in 10 times the time of JSON.parse, growth in proportion, one changed route in a thousandth.
 */

const SIZES: readonly StatusClusterSize[] = [
  { routes: 10_000, gateways: 50, listenersOfGateway: 10 },
  { routes: 30_000, gateways: 150, listenersOfGateway: 10 },
  { routes: 100_000, gateways: 500, listenersOfGateway: 10 },
];
const REPEATS = 5;
const CHANGES = 200;

/** Facts of a snapshot, with some objects replaced. */
class ChangedFacts implements HeldFacts {
  readonly #base: HeldFacts;
  readonly #changed = new Map<string, RawObject>();

  constructor(base: HeldFacts) {
    this.#base = base;
  }

  replace(object: RawObject): void {
    this.#changed.set(objectKeyId(keyOf(object)), object);
  }

  answer(request: FactRequest): FactAnswer | undefined {
    const object = request.fact === 'object' ? this.#changed.get(objectKeyId(request.key)) : undefined;
    return object === undefined ? this.#base.answer(request) : { state: 'found', object };
  }
}

interface Measured {
  readonly parse: number;
  readonly pass: number;
  readonly longestSlice: number;
  /** Of a hundred slices, all but one are no longer. */
  readonly usualSlice: number;
  readonly change: number;
  readonly verdictsOfChange: number;
  readonly bytes: number;
}

async function measure(size: StatusClusterSize): Promise<Measured> {
  const texts = [...statusObjects(size)];
  const parse = best(() => texts.map((text): unknown => JSON.parse(text)));
  const objects = texts.map((text) => JSON.parse(text) as RawObject);
  const { snapshot } = benchCluster(objects).openReader({ credentials: {} });
  if (snapshot === undefined) throw new Error('manifests are held in memory');
  const facts = new SnapshotFacts(snapshot, LIVE_PREMISES);
  let pass = Number.POSITIVE_INFINITY;
  let slices: readonly number[] = [];
  let store: VerdictStore | undefined;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    store = new VerdictStore(facts);
    const timed = await timedPass(store, facts);
    if (timed.total >= pass) continue;
    pass = timed.total;
    slices = timed.slices;
  }
  if (store === undefined) throw new Error('nothing was measured');
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  const [longestSlice = 0] = slices.toSorted((a, b) => b - a);
  const usualSlice = slices.toSorted((a, b) => b - a)[Math.floor(slices.length / 100)] ?? longestSlice;
  return { parse, pass, longestSlice, usualSlice, bytes, ...measureChanges(store, facts, objects) };
}

async function timedPass(store: VerdictStore, facts: HeldFacts) {
  let resumed = performance.now();
  let total = 0;
  const slices: number[] = [];
  const endSlice = (): void => {
    const slice = performance.now() - resumed;
    total += slice;
    slices.push(slice);
  };
  await fullPass(store, facts, {
    now: () => performance.now(),
    pause: async () => {
      endSlice();
      await nextTurn();
      resumed = performance.now();
    },
  });
  endSlice();
  return { total, slices };
}

/** The median over routes whose hostname changes, each followed by all that depends on it. */
function measureChanges(store: VerdictStore, base: HeldFacts, objects: readonly RawObject[]) {
  const facts = new ChangedFacts(base);
  const routes = objects.filter(({ kind }) => kind === 'HTTPRoute').slice(0, CHANGES);
  const before = store.evaluations;
  const times = routes.map((route) => {
    const spec = { ...(route['spec'] as object), hostnames: ['elsewhere.example.com'] };
    const changed: RawObject = { ...route, spec };
    facts.replace(changed);
    const began = performance.now();
    store.advance(facts, [{ before: route, after: changed }]);
    for (const _ of store.settle());
    return performance.now() - began;
  });
  times.sort((a, b) => a - b);
  const verdictsOfChange = (store.evaluations - before) / routes.length;
  return { change: times[Math.floor(times.length / 2)] ?? 0, verdictsOfChange };
}

function best(run: () => unknown): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const began = performance.now();
    run();
    shortest = Math.min(shortest, performance.now() - began);
  }
  return shortest;
}

const rows = [];
for (const size of SIZES) {
  const measured = await measure(size);
  rows.push({
    routes: size.routes,
    listeners: size.gateways * size.listenersOfGateway,
    MB: Number((measured.bytes / 1e6).toFixed(1)),
    'JSON.parse ms': Math.round(measured.parse),
    'full pass ms': Math.round(measured.pass),
    'pass / parse': Number((measured.pass / measured.parse).toFixed(1)),
    'us a route': Math.round((measured.pass / size.routes) * 1000),
    'p99 slice ms': Number(measured.usualSlice.toFixed(1)),
    'longest slice ms': Number(measured.longestSlice.toFixed(1)),
    'one change ms': Number(measured.change.toFixed(3)),
    'pass / change': Math.round(measured.pass / measured.change),
    'verdicts a change': Math.round(measured.verdictsOfChange),
  });
}
console.table(rows);
