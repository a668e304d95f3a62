import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { type Runtime, systemRuntime } from '../../../src/cluster/live/runtime.ts';
import { KindObjects } from '../../../src/cluster/watch/kind-objects.ts';
import { Reflector } from '../../../src/cluster/watch/reflector.ts';
import { TimeSlices } from '../../../src/cluster/watch/time-slices.ts';
import { WatchListSupport } from '../../../src/cluster/watch/watch-list-support.ts';
import { httpRoute } from '../../support/api-objects.ts';
import type { ApiServerDouble } from '../../support/api-server-double/api-server-double.ts';
import type { WatchStream } from '../../support/api-server-double/watch-stream.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';
import { startDouble } from '../../support/live-cluster.ts';
import { HTTP_ROUTES, transportTo } from '../../support/reflect.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { until } from '../../support/until.ts';

/** `GWQL_CHAOS_SECONDS=30` for the long run. */
const SECONDS = Number(process.env['GWQL_CHAOS_SECONDS'] ?? 4);
const SEED = Number(process.env['GWQL_CHAOS_SEED'] ?? 20_261_123);
const RECONNECTS = SECONDS >= 30 ? 3_000 : 300;
const WRITES_A_SECOND = 500;
const TIME_LIMIT = (SECONDS + 120) * 1_000;

const PATH = '/apis/gateway.networking.k8s.io/v1/httproutes';
const WATCH = { path: PATH, watch: true };
const LIST = { path: PATH, watch: false };

const HASTE = 200;

/** A clock that runs two hundred times as fast: minutes of patience are less than a second. */
function hastyRuntime(random: () => number): Runtime {
  const system = systemRuntime();
  const startedAt = system.now();
  return {
    ...system,
    random,
    now: () => startedAt + (system.now() - startedAt) * HASTE,
    sleep: (ms, signal) => system.sleep(ms / HASTE, signal),
  };
}

function start(double: ApiServerDouble, runtime: Runtime, watchList = new WatchListSupport()) {
  const objects = new KindObjects(() => undefined);
  const reflector = new Reflector({
    resource: HTTP_ROUTES,
    transport: transportTo(double, runtime),
    sink: objects,
    runtime,
    slices: new TimeSlices(),
    traits: { sendsBookmarks: false, watchList },
  });
  onTestFinished(() => reflector.stop());
  reflector.start();
  return { objects, reflector };
}

/** Name and revision of everything: equal when nothing is missing, left over or out of date. */
function inStore({ store, resources }: ApiServerDouble): readonly string[] {
  const resource = resources.find(({ plural }) => plural === 'httproutes');
  if (resource === undefined) throw new Error('the double serves no HTTPRoutes');
  return store
    .list(resource, undefined)
    .map(({ metadata }) => `${metadata['namespace']}/${metadata.name}@${metadata['resourceVersion']}`);
}

function inCache(objects: KindObjects): readonly string[] {
  return objects
    .snapshot()
    .list(undefined)
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}@${metadata['resourceVersion']}`);
}

function write(double: ApiServerDouble, random: () => number): void {
  const resource = double.resources.find(({ plural }) => plural === 'httproutes');
  const [namespace, name] = [`ns-${Math.floor(random() * 10)}`, `route-${Math.floor(random() * 60)}`];
  const before = resource && double.store.get(resource, namespace, name);
  if (resource === undefined || before === undefined) double.add(httpRoute(namespace, name));
  else if (random() < 0.3) double.store.delete(resource, namespace, name);
  else
    double.store.replace(resource, namespace, before, {
      ...httpRoute(namespace, name),
      spec: { n: random() },
    });
}

type Deed = (double: ApiServerDouble, random: () => number) => void | Promise<void>;

function oneOf<T>(items: readonly [T, ...T[]], random: () => number): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}

/** Something that happens to each watch that is open. */
function toWatches(deed: (stream: WatchStream, random: () => number) => void): Deed {
  return (double, random) => {
    for (const stream of double.watches.of('httproutes')) deed(stream, random);
  };
}

const DEEDS: readonly [Deed, ...Deed[]] = [
  toWatches((stream) => stream.reset()),
  toWatches((stream) => stream.end()),
  toWatches((stream) => stream.stall()),
  toWatches((stream, random) => stream.garble(1 + Math.floor(random() * 3))),
  toWatches((stream) => stream.sendRaw('{"type":"ADDED"}\n')),
  toWatches((stream, random) => stream.sendError(oneOf([410, 429, 500], random))),
  (double) => {
    double.watches.compact();
    for (const stream of double.watches.of('httproutes')) stream.reset();
  },
  (double, random) => {
    double.watches.expiredAs = oneOf(['status', 'event'], random);
  },
  (double, random) => double.fail(WATCH, { with: oneOf([410, 429, 500, 503, 401], random), times: 1 }),
  (double, random) => double.fail(LIST, { with: oneOf([429, 500, 503], random), times: 1 }),
  (double) => double.fail({ ...LIST, continued: true }, { with: 410, times: 1 }),
  (double) => double.fail(LIST, { with: 'reset', times: 1 }),
  (double) => double.watches.sendBookmarks(),
  async (double) => {
    await double.goAway();
    await delay(40);
    await double.comeBack();
  },
];

async function doChaos(double: ApiServerDouble, random: () => number, end: number): Promise<void> {
  while (performance.now() < end) {
    await delay(20 + random() * 100);
    await oneOf(DEEDS, random)(double, random);
  }
}

async function doWrites(double: ApiServerDouble, random: () => number, end: number): Promise<number> {
  const startedAt = performance.now();
  let writes = 0;
  while (performance.now() < end) {
    const due = ((performance.now() - startedAt) / 1_000) * WRITES_A_SECOND;
    for (; writes < due; writes += 1) write(double, random);
    await delay(5);
  }
  return writes;
}

test.each([
  { by: 'pages', seconds: SECONDS, initialEvents: 'refused' },
  { by: 'watches that begin with all objects', seconds: SECONDS / 2, initialEvents: 'sent' },
] as const)(
  `after $seconds s of writes and every fault there is, the cache that lists by $by equals the server (seed ${SEED})`,
  async ({ seconds, initialEvents }) => {
    const random = seededRandom(SEED);
    const rejections: unknown[] = [];
    const onRejection = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', onRejection);
    onTestFinished(() => void process.off('unhandledRejection', onRejection));
    const double = await startDouble();
    double.watches.initialEvents = initialEvents;
    const watchList = new WatchListSupport(initialEvents === 'sent');
    const { objects, reflector } = start(double, hastyRuntime(random), watchList);
    const end = performance.now() + seconds * 1_000;
    const [writes] = await Promise.all([doWrites(double, random, end), doChaos(double, random, end)]);
    double.clearFaults();
    await until(() => inCache(objects).join() === inStore(double).join(), 'the cache equals the server');
    await until(() => reflector.status.state === 'watching');
    expect(writes).toBeGreaterThan(seconds * WRITES_A_SECOND * 0.9);
    expect(reflector.status.watches).toBeGreaterThan(2 * seconds);
    expect(watchList.known).toBe(initialEvents === 'sent');
    expect(reflector.status.listenerFailures).toBe(0);
    expect(rejections).toEqual([]);
  },
  TIME_LIMIT,
);

/** What a watch sleeps that guards itself against silence; no backoff is as long with half of its jitter. */
const GUARD_MS = 30_000;

const openFiles = () => readdirSync('/proc/self/fd').length;

test.skipIf(process.platform !== 'linux')(
  `${RECONNECTS} watches one after the other leave no connection, listener or memory behind`,
  async () => {
    const double = await startDouble();
    double.add(httpRoute('shop', 'cart'));
    // Nobody waits between watches; whoever guards one against silence still does.
    const system = systemRuntime();
    const sleep: Runtime['sleep'] = (ms, signal) => system.sleep(ms === GUARD_MS ? ms : 0, signal);
    const runtime: Runtime = { ...system, random: () => 0.5, sleep };
    const { reflector } = start(double, runtime);
    const reconnect = async (times: number) => {
      for (let count = 0; count < times; count += 1) {
        await until(() => double.watches.of('httproutes').length > 0);
        const before = double.watches.opened;
        const [stream] = double.watches.of('httproutes');
        if (count % 2 === 0) stream?.reset();
        else stream?.end();
        await until(() => double.watches.opened > before);
        double.requests.length = 0;
      }
    };
    await reconnect(50);
    collectGarbage();
    const before = { files: openFiles(), heap: process.memoryUsage().heapUsed };
    await reconnect(RECONNECTS);
    collectGarbage();
    expect(openFiles()).toBeLessThanOrEqual(before.files + 5);
    expect(reflector.status.watches).toBeGreaterThan(RECONNECTS);
    expect(reflector.status.lists).toBe(1);
    // Code that has become hot is part of it, whatever the number of watches.
    expect(process.memoryUsage().heapUsed - before.heap).toBeLessThan(2_000_000);
  },
  TIME_LIMIT,
);
