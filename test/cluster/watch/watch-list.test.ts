import { describe, expect, onTestFinished, test } from 'vitest';
import { KindObjects } from '../../../src/cluster/watch/kind-objects.ts';
import { Reflector } from '../../../src/cluster/watch/reflector.ts';
import { TimeSlices } from '../../../src/cluster/watch/time-slices.ts';
import { WatchListSupport } from '../../../src/cluster/watch/watch-list-support.ts';
import type { ServedResource } from '../../../src/kube/cluster-reader.ts';
import { httpRoute, service } from '../../support/api-objects.ts';
import type { ApiServerDouble } from '../../support/api-server-double/api-server-double.ts';
import type { Watches } from '../../support/api-server-double/watches.ts';
import { startDouble } from '../../support/live-cluster.ts';
import { manualRuntime } from '../../support/manual-runtime.ts';
import { HTTP_ROUTES, type Reflected, reflect, transportTo } from '../../support/reflect.ts';
import { until } from '../../support/until.ts';

const PATH = '/apis/gateway.networking.k8s.io/v1/httproutes';
const WATCH = { path: PATH, watch: true };
const END = { 'k8s.io/initial-events-end': 'true' };

interface Asking extends Reflected {
  readonly watchList: WatchListSupport;
}

/** A reflector that knows nothing of its server yet, which holds one route. */
async function asking(initialEvents: Watches['initialEvents'], known?: boolean): Promise<Asking> {
  const watchList = new WatchListSupport(known);
  const reflected = await reflect({ watchList });
  reflected.double.watches.initialEvents = initialEvents;
  reflected.double.add(httpRoute('shop', 'cart'));
  return { ...reflected, watchList };
}

/** As `asking`, in the middle of its initial events: one has come, and the test says what follows. */
async function halfway(known?: boolean): Promise<Asking> {
  const reflected = await asking('ignored', known);
  reflected.reflector.start();
  await until(() => reflected.reflector.status.receivedBytes > 0, 'the first event');
  return reflected;
}

function stream({ double }: Pick<Reflected, 'double'>) {
  const found = double.watches.of('httproutes').at(-1);
  if (found === undefined) throw new Error('no watch is open');
  return found;
}

const tries = (double: ApiServerDouble) =>
  double.requests.filter(({ query }) => query['sendInitialEvents'] === 'true').length;

const watching = ({ reflector }: Reflected) => until(() => reflector.status.state === 'watching', 'watching');

describe('a server whose watches can begin with all objects', () => {
  test('is asked for one, and for no list; the watch goes on as any other', async () => {
    const reflected = await asking('sent');
    await reflected.synced();
    expect(reflected.names()).toEqual(['shop/cart']);
    reflected.double.add(httpRoute('shop', 'web'));
    reflected.double.remove('HTTPRoute', 'shop', 'cart');
    await until(() => reflected.names().join() === 'shop/web');
    expect([reflected.lists(), reflected.watches()]).toEqual([0, 1]);
    expect(reflected.double.requestsFor('httproutes')[0]?.query).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      timeoutSeconds: '300',
    });
    expect(reflected.reflector.status).toMatchObject({ synced: true, lists: 1, watches: 1, events: 2 });
    expect(reflected.watchList.known).toBe(true);
  });

  test('holds nothing: that is a list, too', async () => {
    const reflected = await asking('sent');
    reflected.double.remove('HTTPRoute', 'shop', 'cart');
    await reflected.synced();
    expect([reflected.objects.held, reflected.objects.count, reflected.lists()]).toEqual([true, 0, 0]);
  });

  test('shows nothing of it before the bookmark that ends it; another bookmark does not', async () => {
    const reflected = await halfway();
    const revision = reflected.double.store.revision;
    stream(reflected).bookmark(revision);
    reflected.double.add(httpRoute('shop', 'web'));
    reflected.double.remove('HTTPRoute', 'shop', 'cart');
    const { status } = reflected.reflector;
    const before = status.receivedBytes;
    await until(() => status.receivedBytes > before);
    expect(status).toMatchObject({ synced: false, state: 'listing', events: 0, contactAt: undefined });
    expect(reflected.objects.held).toBe(false);
    stream(reflected).bookmark(reflected.double.store.revision, END);
    await watching(reflected);
    expect(reflected.names()).toEqual(['shop/web']);
    expect(status.resourceVersion).toBe(reflected.double.store.revision);
  });

  test('ends the watch: the next one goes on where it ended', async () => {
    const reflected = await asking('sent');
    await reflected.synced();
    await reflected.runtime.advance(2_000);
    stream(reflected).end();
    await until(() => reflected.watches() === 2);
    const { query } = reflected.double.requestsFor('httproutes').at(-1) ?? {};
    expect(query).toMatchObject({ resourceVersion: reflected.double.store.revision });
    expect(query).not.toHaveProperty('sendInitialEvents');
  });

  test('has forgotten the revision: the new list is a watch, too, and keeps what is unchanged', async () => {
    const reflected = await asking('sent');
    await reflected.synced();
    const before = reflected.objects.get('shop', 'cart');
    stream(reflected).sendError(410);
    await until(() => tries(reflected.double) === 2 && reflected.reflector.status.lists === 2);
    await watching(reflected);
    expect(reflected.objects.get('shop', 'cart')).toBe(before);
    expect(reflected.lists()).toBe(0);
    stream(reflected).sendError(410);
    await until(() => reflected.runtime.sleeping.includes(800), 'a second one is not hurried');
  });
});

describe('a server whose watches cannot', () => {
  test.each([422, 400])('says %i, is asked for pages at once, and never again for more', async (status) => {
    const reflected = await asking('sent');
    reflected.double.fail(WATCH, { with: status, times: 1 });
    await reflected.synced();
    expect(reflected.names()).toEqual(['shop/cart']);
    stream(reflected).sendError(410);
    await until(() => reflected.lists() === 2);
    await watching(reflected);
    expect([tries(reflected.double), reflected.watchList.known]).toEqual([1, false]);
  });

  test('overlooks the question: after 10 s of quiet pages are asked for, for good', async () => {
    const reflected = await halfway();
    await reflected.runtime.advance(9_000);
    expect(reflected.lists()).toBe(0);
    await reflected.runtime.advance(1_000);
    await watching(reflected);
    expect(reflected.names()).toEqual(['shop/cart']);
    expect([reflected.lists(), reflected.watchList.known]).toEqual([1, false]);
    expect(reflected.reflector.status.stalls).toBe(0);
  });

  test('overlooks the question and is never quiet: a minute is enough', async () => {
    const reflected = await halfway();
    for (let count = 0; count < 12; count += 1) {
      const before = reflected.reflector.status.receivedBytes;
      reflected.double.add(httpRoute('shop', `route-${count}`));
      await until(() => reflected.reflector.status.receivedBytes > before);
      await reflected.runtime.advance(5_000);
    }
    await reflected.runtime.advance(10_000);
    await watching(reflected);
    expect([reflected.objects.count, reflected.lists(), reflected.watchList.known]).toEqual([13, 1, false]);
  });
});

describe('trouble in the middle', () => {
  const TROUBLE = {
    'a reset': (reflected: Reflected) => stream(reflected).reset(),
    'an end': (reflected: Reflected) => stream(reflected).end(),
    'a line that is no event': (reflected: Reflected) => stream(reflected).sendRaw('{"type":"ADDED"}\n'),
    'an ERROR event with 500': (reflected: Reflected) => stream(reflected).sendError(500),
  };
  test.each(Object.entries(TROUBLE))('%s: a moment later pages are asked for', async (_name, cause) => {
    const reflected = await halfway();
    cause(reflected);
    await until(() => reflected.runtime.sleeping.includes(800));
    expect(reflected.reflector.status).toMatchObject({ state: 'backoff', synced: false });
    expect([reflected.objects.held, reflected.lists()]).toEqual([false, 0]);
    await reflected.runtime.advance(800);
    await watching(reflected);
    expect([reflected.names().join(), reflected.lists()]).toEqual(['shop/cart', 1]);
    expect(reflected.watchList.known).toBeUndefined();
  });

  test('a line that is no event is counted', async () => {
    const reflected = await halfway();
    stream(reflected).sendRaw('{\n');
    await until(() => reflected.reflector.status.decodeErrors === 1);
  });

  test('an ERROR event with 410: pages are asked for at once', async () => {
    const reflected = await halfway();
    stream(reflected).sendError(410);
    await watching(reflected);
    expect([reflected.names().join(), reflected.lists()]).toEqual(['shop/cart', 1]);
    expect(reflected.watchList.known).toBeUndefined();
  });

  test('a stall of a server that can is one, and no verdict', async () => {
    const reflected = await halfway(true);
    await reflected.runtime.advance(10_000);
    await watching(reflected);
    expect([reflected.lists(), reflected.watchList.known]).toEqual([1, true]);
    expect(reflected.reflector.status.stalls).toBe(1);
  });

  test('429 in place of the watch: as long a wait as the server asks for', async () => {
    const reflected = await asking('sent');
    reflected.double.fail(WATCH, { with: 429, times: 1, retryAfter: 7 });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.includes(7_000));
    await reflected.runtime.advance(7_000);
    await watching(reflected);
    expect([reflected.lists(), reflected.watchList.known]).toEqual([1, undefined]);
  });

  test('what is held stays as it is until all has come anew', async () => {
    const reflected = await asking('sent');
    await reflected.synced();
    reflected.double.watches.initialEvents = 'ignored';
    stream(reflected).sendError(410);
    await until(() => tries(reflected.double) === 2);
    await reflected.runtime.advance(5_000);
    reflected.double.add(httpRoute('shop', 'web'));
    expect(reflected.names()).toEqual(['shop/cart']);
    expect(reflected.reflector.status).toMatchObject({ state: 'listing', stale: true, age: 5 });
  });

  test('stop() ends it; nothing is shown, and nothing more is asked', async () => {
    const reflected = await halfway();
    await reflected.reflector.stop();
    await until(() => reflected.double.watches.all().length === 0);
    expect([reflected.lists(), reflected.watches(), reflected.objects.held]).toEqual([0, 1, false]);
    expect(reflected.runtime.sleeping).toEqual([]);
    expect(reflected.reflector.status.state).toBe('stopped');
  });
});

describe('many kinds at once', () => {
  const SERVICES: ServedResource = { ...HTTP_ROUTES, group: '', kind: 'Service', plural: 'services' };

  async function both(initialEvents: Watches['initialEvents']) {
    const double = await startDouble();
    double.watches.initialEvents = initialEvents;
    double.add(httpRoute('shop', 'cart'), service('shop', 'cart'));
    const runtime = manualRuntime();
    const transport = transportTo(double, runtime);
    const shared = { transport, runtime, slices: new TimeSlices() };
    const traits = { sendsBookmarks: false, watchList: new WatchListSupport() };
    const reflectors = [HTTP_ROUTES, SERVICES].map((resource) => {
      const sink = new KindObjects(() => undefined);
      const reflector = new Reflector({ ...shared, traits, resource, sink });
      onTestFinished(() => reflector.stop());
      return reflector;
    });
    const hold = double.hold({ watch: true });
    for (const reflector of reflectors) reflector.start();
    await hold.whenWaiting(1);
    return { double, hold, reflectors };
  }

  const allWatching = (reflectors: readonly Reflector[]) =>
    until(() => reflectors.every(({ status }) => status.state === 'watching'), 'all are watching');

  test('one asks, and the others wait for what it finds', async () => {
    const { double, hold, reflectors } = await both('refused');
    expect(double.requests.length).toBe(1);
    hold.release();
    await allWatching(reflectors);
    expect(tries(double)).toBe(1);
  });

  test('where it can, all of them do', async () => {
    const { double, hold, reflectors } = await both('sent');
    hold.release();
    await allWatching(reflectors);
    expect([tries(double), double.requests.length]).toEqual([2, 2]);
  });

  test('whoever asked and is stopped keeps nobody waiting, and who waits can be stopped', async () => {
    const first = await both('sent');
    await first.reflectors[0]?.stop();
    first.hold.release();
    await until(() => first.reflectors[1]?.status.state === 'watching');

    const second = await both('sent');
    await second.reflectors[1]?.stop();
    expect(second.double.requests.length).toBe(1);
  });
});
