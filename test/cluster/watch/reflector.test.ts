import { describe, expect, test } from 'vitest';
import type { ReflectorSink } from '../../../src/cluster/watch/reflector-options.ts';
import { httpRoute } from '../../support/api-objects.ts';
import { type Reflected, reflect } from '../../support/reflect.ts';
import { until } from '../../support/until.ts';

const PATH = '/apis/gateway.networking.k8s.io/v1/httproutes';
const WATCH = { path: PATH, watch: true };
const LIST = { path: PATH, watch: false };

/** Everything that the server holds, and nothing else. */
async function converges({ double, names }: Reflected): Promise<void> {
  const resource = double.resources.find(({ plural }) => plural === 'httproutes');
  if (resource === undefined) throw new Error('the double serves no HTTPRoutes');
  const held = () => double.store.list(resource, undefined);
  await until(
    () =>
      names().join() ===
      held()
        .map(({ metadata }) => `${metadata['namespace']}/${metadata.name}`)
        .join(),
  );
}

async function synced(options: Parameters<typeof reflect>[0] = {}): Promise<Reflected> {
  const reflected = await reflect(options);
  reflected.double.add(httpRoute('shop', 'cart'));
  await reflected.synced();
  return reflected;
}

/** The newest watch that is open. */
function stream({ double }: Reflected) {
  const found = double.watches.of('httproutes').at(-1);
  if (found === undefined) throw new Error('no watch is open');
  return found;
}

describe('a reflector', () => {
  test('lists, then is told of what comes, changes and goes', async () => {
    const reflected = await synced();
    const { double, names, reflector } = reflected;
    expect(names()).toEqual(['shop/cart']);
    double.add(httpRoute('shop', 'web'), httpRoute('blog', 'posts'));
    double.remove('HTTPRoute', 'shop', 'cart');
    await converges(reflected);
    expect(names()).toEqual(['blog/posts', 'shop/web']);
    expect(reflector.status).toMatchObject({
      state: 'watching',
      synced: true,
      stale: false,
      lists: 1,
      watches: 1,
    });
  });

  test('lists 0, 1, 500 and 501 objects in pages of 500', async () => {
    for (const [count, pages] of [
      [0, 1],
      [1, 1],
      [500, 1],
      [501, 2],
    ] as const) {
      const reflected = await reflect();
      const routes = Array.from({ length: count }, (_, index) => httpRoute('shop', `route-${index}`));
      reflected.double.add(...routes);
      await reflected.synced();
      expect(reflected.objects.count).toBe(count);
      expect(reflected.lists()).toBe(pages);
      expect(reflected.double.requestsFor('httproutes')[0]?.query).toEqual({ limit: '500' });
    }
  });

  test('asks for bookmarks and for an end after five to ten minutes, from the revision of the list', async () => {
    const { double } = await synced();
    const watch = double.requestsFor('httproutes').at(-1);
    expect(watch?.query).toEqual({
      watch: 'true',
      allowWatchBookmarks: 'true',
      timeoutSeconds: '300',
      resourceVersion: double.store.revision,
    });
    expect(watch?.headers).toMatchObject({ 'accept-encoding': 'identity', 'user-agent': 'gwql/test' });
  });

  test('misses nothing that happens between the list and the watch', async () => {
    const reflected = await reflect();
    reflected.double.add(httpRoute('shop', 'cart'));
    const hold = reflected.double.hold(WATCH);
    reflected.reflector.start();
    await hold.whenWaiting(1);
    reflected.double.add(httpRoute('shop', 'late'));
    reflected.double.remove('HTTPRoute', 'shop', 'cart');
    hold.release();
    await converges(reflected);
    expect(reflected.names()).toEqual(['shop/late']);
  });

  test('keeps objects as they are when a list brings them again unchanged', async () => {
    const reflected = await synced();
    const before = reflected.objects.get('shop', 'cart');
    reflected.double.watches.compact();
    stream(reflected).sendError(410);
    await until(() => reflected.lists() === 2 && reflected.reflector.status.state === 'watching');
    expect(reflected.objects.get('shop', 'cart')).toBe(before);
  });

  test('takes an object that was made anew under its name for another one', async () => {
    const reflected = await synced();
    const before = reflected.objects.get('shop', 'cart');
    reflected.double.remove('HTTPRoute', 'shop', 'cart');
    reflected.double.add(httpRoute('shop', 'cart'));
    await until(() => reflected.objects.get('shop', 'cart')?.metadata.uid !== before?.metadata.uid);
    expect(reflected.names()).toEqual(['shop/cart']);
  });

  test('started twice is started once', async () => {
    const { reflector, lists, watches } = await synced();
    reflector.start();
    await until(() => watches() === 1);
    expect(lists()).toBe(1);
  });
});

describe('a watch that ends', () => {
  test('cleanly in the middle of a line goes on at the last event', async () => {
    const reflected = await synced();
    await reflected.runtime.advance(2_000);
    stream(reflected).sendRaw('{"type":"ADDED","object":{"metadata":{"name":"ha');
    stream(reflected).end();
    await until(() => reflected.double.watches.opened === 2);
    reflected.double.add(httpRoute('shop', 'web'));
    await converges(reflected);
    expect(reflected.lists()).toBe(1);
    expect(reflected.reflector.status.decodeErrors).toBe(0);
  });

  test('by a reset in the middle of a line waits a moment and goes on', async () => {
    const reflected = await synced();
    stream(reflected).sendRaw('{"type":"ADD');
    stream(reflected).reset();
    await until(() => reflected.reflector.status.state === 'backoff');
    expect(reflected.reflector.status.stale).toBe(true);
    reflected.double.add(httpRoute('shop', 'web'));
    await until(() => reflected.runtime.sleeping.includes(800));
    await reflected.runtime.advance(800);
    await converges(reflected);
    expect(reflected.reflector.status.stale).toBe(false);
    expect(reflected.lists()).toBe(1);
  });

  test('after less than a second without an event counts as a failure', async () => {
    const reflected = await synced();
    stream(reflected).end();
    await until(() => reflected.runtime.sleeping.includes(800));
    expect(reflected.watches()).toBe(1);
    await reflected.runtime.advance(800);
    await until(() => reflected.watches() === 2);
  });

  test('after its time goes on at once', async () => {
    const reflected = await synced();
    await reflected.runtime.advance(299_000);
    stream(reflected).end();
    await until(() => reflected.watches() === 2);
    expect(reflected.reflector.status.stale).toBe(false);
  });
});

describe('silence', () => {
  test('of 150 s is a stall where the server sends bookmarks, and costs no penalty', async () => {
    const reflected = await synced();
    reflected.double.watches.sendBookmarks();
    await until(() => reflected.reflector.status.lastBookmarkAt !== undefined);
    stream(reflected).stall();
    reflected.double.add(httpRoute('shop', 'unseen'));
    await reflected.runtime.advance(149_000);
    expect(reflected.watches()).toBe(1);
    await reflected.runtime.advance(1_000);
    await until(() => reflected.watches() === 2);
    await converges(reflected);
    expect(reflected.reflector.status.stalls).toBe(1);
    expect(reflected.lists()).toBe(1);
  });

  test('is a stall 30 s after the watch should have ended where the server never sent a bookmark', async () => {
    const reflected = await synced();
    await reflected.runtime.advance(329_000);
    expect(reflected.watches()).toBe(1);
    await reflected.runtime.advance(1_000);
    await until(() => reflected.watches() === 2);
    expect(reflected.reflector.status.stalls).toBe(1);
  });

  test('shorter than that is none', async () => {
    const reflected = await synced();
    reflected.double.watches.sendBookmarks();
    await until(() => reflected.reflector.status.lastBookmarkAt !== undefined);
    for (let minute = 0; minute < 4; minute += 1) {
      await reflected.runtime.advance(60_000);
      const before = reflected.reflector.status.events;
      reflected.double.watches.sendBookmarks();
      await until(() => reflected.reflector.status.events > before);
    }
    expect(reflected.watches()).toBe(1);
  });
});

describe('a revision that is too old', () => {
  test('as a status leads to a list at once', async () => {
    const reflected = await synced();
    await reflected.runtime.advance(2_000);
    reflected.double.add(httpRoute('shop', 'web'));
    await converges(reflected);
    const hold = reflected.double.hold(WATCH);
    stream(reflected).end();
    await hold.whenWaiting(1);
    reflected.double.remove('HTTPRoute', 'shop', 'cart');
    reflected.double.watches.compact();
    hold.release();
    await converges(reflected);
    expect(reflected.reflector.status.relists.expired).toBe(1);
    expect(reflected.runtime.sleeping.some((ms) => ms < 10_000)).toBe(false);
  });

  test('as an event leads to a list at once, whether the stream ends or stays open', async () => {
    for (const ends of [true, false]) {
      const reflected = await synced();
      const open = stream(reflected);
      open.stall();
      reflected.double.remove('HTTPRoute', 'shop', 'cart');
      reflected.double.watches.compact();
      const fresh = stream(reflected);
      fresh.end();
      await until(() => reflected.runtime.sleeping.includes(800));
      reflected.double.watches.expiredAs = 'event';
      await reflected.runtime.advance(800);
      await converges(reflected);
      if (ends) for (const one of reflected.double.watches.of('httproutes')) one.end();
      expect(reflected.reflector.status.relists.expired).toBe(1);
    }
  });

  test('each time makes the lists wait, longer and longer', async () => {
    const reflected = await reflect();
    reflected.double.fail(WATCH, { with: 410 });
    reflected.reflector.start();
    await until(() => reflected.lists() === 2);
    await until(() => reflected.runtime.sleeping.includes(800));
    expect(reflected.lists()).toBe(2);
    await reflected.runtime.advance(800);
    await until(() => reflected.runtime.sleeping.includes(1_600));
    expect(reflected.lists()).toBe(3);
    reflected.double.clearFaults();
    await reflected.runtime.advance(1_600);
    await until(() => reflected.reflector.status.state === 'watching');
  });
});

describe('a server in trouble', () => {
  test('says 429 to a watch, and is asked again when it wants to be', async () => {
    const reflected = await reflect();
    reflected.double.fail(WATCH, { with: 429, times: 1, retryAfter: 7 });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.includes(7_000));
    expect(reflected.reflector.status.problem).toBe(
      'the API server of cluster double does not let httproutes be watched (status 429)',
    );
    await reflected.runtime.advance(7_000);
    await until(() => reflected.reflector.status.state === 'watching');
    expect(reflected.lists()).toBe(1);
    expect(reflected.reflector.status.problem).toBeUndefined();
  });

  test.each([429, 500, 503])(
    'says %i to lists, which are tried again with growing delays',
    async (status) => {
      const reflected = await reflect();
      reflected.double.fail(LIST, { with: status, times: 3 });
      reflected.double.add(httpRoute('shop', 'cart'));
      reflected.reflector.start();
      for (const delay of [800, 1_600, 3_200]) {
        await until(() => reflected.runtime.sleeping.includes(delay));
        expect(reflected.reflector.status).toMatchObject({ state: 'backoff', synced: false });
        await reflected.runtime.advance(delay);
      }
      await converges(reflected);
    },
  );

  test('says 503 to a watch, which is tried again from the same revision', async () => {
    const reflected = await reflect();
    reflected.double.fail(WATCH, { with: 503, times: 2 });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.includes(800));
    reflected.double.add(httpRoute('shop', 'cart'));
    await reflected.runtime.advance(800);
    await until(() => reflected.runtime.sleeping.includes(1_600));
    await reflected.runtime.advance(1_600);
    await converges(reflected);
    expect(reflected.lists()).toBe(1);
  });

  test('sends an ERROR event with 500, which is not the end; three in a row ask for a list', async () => {
    const reflected = await synced();
    for (const delay of [800, 1_600, 3_200]) {
      stream(reflected).sendError(500);
      await until(() => reflected.runtime.sleeping.includes(delay));
      await reflected.runtime.advance(delay);
      await until(() => reflected.reflector.status.state === 'watching');
    }
    expect(reflected.reflector.status.relists.errors).toBe(1);
    expect(reflected.lists()).toBe(2);
  });

  test('sends an ERROR event with 429, and is left alone for as long as it asks', async () => {
    const reflected = await synced();
    stream(reflected).sendError(429, { retryAfterSeconds: 9 });
    await until(() => reflected.runtime.sleeping.includes(9_000));
    await reflected.runtime.advance(9_000);
    await until(() => reflected.watches() === 2);
  });

  test('restarts: what is held stays, and is right again afterwards', async () => {
    const reflected = await synced();
    await reflected.double.goAway();
    await until(() => reflected.reflector.status.state === 'backoff');
    expect(reflected.names()).toEqual(['shop/cart']);
    await until(() => reflected.runtime.sleeping.length > 0);
    await reflected.runtime.advance(800);
    await until(() => reflected.runtime.sleeping.includes(1_600));
    reflected.double.add(httpRoute('shop', 'web'));
    await reflected.double.comeBack();
    expect(reflected.reflector.status).toMatchObject({ synced: true, stale: true, age: 0.8 });
    await reflected.runtime.advance(1_600);
    await converges(reflected);
    expect(reflected.reflector.status).toMatchObject({ stale: false, age: 0 });
  });

  test('forgets a list between its pages, which is then asked for in one piece', async () => {
    const reflected = await reflect();
    reflected.double.add(...Array.from({ length: 501 }, (_, index) => httpRoute('shop', `route-${index}`)));
    reflected.double.fail({ ...LIST, continued: true }, { with: 410 });
    await reflected.synced();
    expect(reflected.objects.count).toBe(501);
    expect(reflected.double.requestsFor('httproutes')[2]?.query).toEqual({});
  });

  test('breaks off a list, which begins again', async () => {
    const reflected = await reflect();
    reflected.double.fail(LIST, { with: 'reset', times: 1 });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.includes(800));
    await reflected.runtime.advance(800);
    await until(() => reflected.reflector.status.state === 'watching');
  });

  test('makes callers wait twice as long at most where there is jitter', async () => {
    const reflected = await reflect();
    reflected.runtime.chance = 0.5;
    reflected.double.fail(LIST, { with: 500, times: 1 });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.includes(1_200));
  });
});

describe('lines that are no events', () => {
  const RAW = {
    'half a line that ends like a whole one': '{"type":"MODIFIED","object":{"metadata":{\n',
    'an event without an object': '{"type":"ADDED"}\n',
    'an event whose object has no revision': '{"type":"ADDED","object":{"metadata":{"name":"x"}}}\n',
    'an event of an unknown type':
      '{"type":"toString","object":{"metadata":{"name":"x","resourceVersion":"1"}}}\n',
    'an object that is none': '{"type":"ADDED","object":[]}\n',
    'no JSON at all': 'upstream connect error\n',
  };
  test.each(Object.entries(RAW))(
    '%s: nothing is lost, the watch goes on at the last good event',
    async (_name, raw) => {
      const reflected = await synced();
      stream(reflected).sendRaw(raw);
      await until(() => reflected.reflector.status.decodeErrors === 1);
      await until(() => reflected.runtime.sleeping.includes(800));
      reflected.double.add(httpRoute('shop', 'web'));
      await reflected.runtime.advance(800);
      await converges(reflected);
      expect(reflected.lists()).toBe(1);
    },
  );

  test('an event that arrives garbled arrives whole with the next watch', async () => {
    const reflected = await synced();
    stream(reflected).garble(1);
    reflected.double.add(httpRoute('shop', 'garbled'), httpRoute('shop', 'web'));
    await until(() => reflected.runtime.sleeping.includes(800));
    expect(reflected.names()).toEqual(['shop/cart']);
    await reflected.runtime.advance(800);
    await converges(reflected);
  });

  test('twice at one revision, and only a list helps', async () => {
    const reflected = await synced();
    for (const delay of [800, 1_600]) {
      await until(() => reflected.double.watches.of('httproutes').length > 0);
      stream(reflected).sendRaw('{\n');
      await until(() => reflected.runtime.sleeping.includes(delay));
      await reflected.runtime.advance(delay);
      await until(() => reflected.reflector.status.state === 'watching');
    }
    expect(reflected.reflector.status.relists.corrupt).toBe(1);
    expect(reflected.lists()).toBe(2);
  });

  test('a line of more than 10 MiB is one', async () => {
    const reflected = await synced();
    stream(reflected).sendRaw('x'.repeat(11 * 1024 * 1024));
    await until(() => reflected.reflector.status.decodeErrors === 1);
  });

  test('U+2028 in a text does not end a line', async () => {
    const reflected = await synced();
    const route = httpRoute('shop', 'odd');
    reflected.double.add({ ...route, spec: { note: 'a\u2028b\u2029c' } });
    await until(() => reflected.objects.get('shop', 'odd') !== undefined);
    expect(reflected.objects.get('shop', 'odd')?.['spec']).toEqual({ note: 'a\u2028b\u2029c' });
  });
});

describe('a kind that is not for us', () => {
  test('is forbidden: nothing is held, and it is tried again after half a minute', async () => {
    const reflected = await synced();
    reflected.double.rules = [];
    await reflected.runtime.advance(2_000);
    stream(reflected).end();
    await until(() => reflected.reflector.status.state === 'forbidden');
    expect(reflected.reflector.status.synced).toBe(false);
    expect(reflected.objects.held).toBe(false);
    reflected.double.rules = undefined;
    await reflected.runtime.advance(30_000);
    await converges(reflected);
    expect(reflected.objects.held).toBe(true);
  });

  test('may be listed, but not watched: nothing is held that would soon be wrong', async () => {
    const reflected = await reflect({ users: [], rules: [{ verbs: ['list'] }] });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.includes(30_000));
    expect(reflected.reflector.status).toMatchObject({ state: 'forbidden', synced: false });
    expect(reflected.objects.held).toBe(false);
    expect(reflected.lists()).toBe(1);
  });

  test('is served and then is not: the watches end, the list finds out, and nobody hurries', async () => {
    const reflected = await synced();
    reflected.double.fail(WATCH, { with: 404 });
    await reflected.runtime.advance(2_000);
    stream(reflected).end();
    await until(() => reflected.runtime.sleeping.includes(800));
    expect(reflected.lists()).toBe(2);
    expect(reflected.reflector.status.relists.refused).toBe(2);
  });

  test('is not served: for a minute it may still come, then it is given up until somebody starts it again', async () => {
    const absent = { ...HTTP_ROUTES_OF_NOBODY };
    let told = 0;
    const reflected = await reflect({ resource: absent, onAbsent: () => (told += 1) });
    reflected.reflector.start();
    await until(() => reflected.reflector.status.state === 'absent');
    for (const delay of [500, 500, 1_000, 2_000, 4_000, 8_000]) {
      await until(() => reflected.runtime.sleeping.includes(delay));
      await reflected.runtime.advance(delay);
    }
    expect(told).toBe(1);
    while (reflected.reflector.running) {
      await until(() => reflected.runtime.sleeping.includes(10_000) || !reflected.reflector.running);
      await reflected.runtime.advance(10_000);
    }
    const lists = reflected.reflector.status.lists;
    reflected.reflector.start();
    await until(() => reflected.reflector.status.lists > lists);
  });
});

const HTTP_ROUTES_OF_NOBODY = {
  group: 'example.com',
  kind: 'Nothing',
  plural: 'nothings',
  namespaced: true,
  versions: ['v1'],
  synced: false,
};

describe('whoever is told', () => {
  const throwing = (failing: readonly string[]): ReflectorSink => {
    const fail = (deed: string) => () => {
      if (failing.includes(deed)) throw new Error('a listener failed');
    };
    return {
      get: () => undefined,
      replace: fail('replace'),
      set: fail('set'),
      delete: fail('delete'),
      clear: fail('clear'),
    };
  };

  test('may fail at an event without ending the watch', async () => {
    const reflected = await synced({ sink: throwing(['set', 'delete']) });
    reflected.double.add(httpRoute('shop', 'web'));
    reflected.double.remove('HTTPRoute', 'shop', 'web');
    await until(() => reflected.reflector.status.listenerFailures === 2);
    expect(reflected.reflector.status.state).toBe('watching');
    expect(reflected.watches()).toBe(1);
  });

  test('may fail at the first list', async () => {
    const reflected = await synced({ sink: throwing(['replace']) });
    expect(reflected.reflector.status).toMatchObject({ state: 'watching', listenerFailures: 1 });
  });
});

describe('stop()', () => {
  test('before the start means that it never starts', async () => {
    const { reflector, double } = await reflect();
    await reflector.stop();
    reflector.start();
    expect(double.requests).toEqual([]);
  });

  test('during the list ends it, and no watch follows', async () => {
    const reflected = await reflect();
    const hold = reflected.double.hold(LIST);
    reflected.reflector.start();
    await hold.whenWaiting(1);
    await reflected.reflector.stop();
    hold.release();
    expect(reflected.watches()).toBe(0);
    expect(reflected.reflector.status.state).toBe('stopped');
  });

  test('during the request of a watch, during a watch, and while it waits', async () => {
    const opening = await reflect();
    const hold = opening.double.hold(WATCH);
    opening.reflector.start();
    await hold.whenWaiting(1);
    await opening.reflector.stop();

    const watching = await synced();
    await watching.reflector.stop();
    await until(() => watching.double.watches.all().length === 0);
    expect(watching.runtime.sleeping).toEqual([]);

    const waiting = await reflect();
    waiting.double.fail(LIST, { with: 500 });
    waiting.reflector.start();
    await until(() => waiting.runtime.sleeping.includes(800));
    await waiting.reflector.stop();
    expect(waiting.runtime.sleeping).toEqual([]);
    expect(waiting.lists()).toBe(1);
  });

  test('while it is forbidden, and twice', async () => {
    const reflected = await reflect({ rules: [] });
    reflected.reflector.start();
    await until(() => reflected.runtime.sleeping.length === 1);
    await Promise.all([reflected.reflector.stop(), reflected.reflector.stop()]);
    expect(reflected.runtime.sleeping).toEqual([]);
  });
});
