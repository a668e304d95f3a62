import { describe, expect, onTestFinished, test } from 'vitest';
import { getIn, type JsonObject } from '../../../src/kube/json.ts';
import { httpRoute, service } from '../api-objects.ts';
import { startDouble } from '../live-cluster.ts';
import { until } from '../until.ts';
import type { ApiServerDouble } from './api-server-double.ts';

const SERVICES = '/api/v1/services';

interface Watching {
  readonly status: number;
  /** What has come so far, each as `ADDED shop/cart`. */
  readonly events: string[];
  readonly objects: JsonObject[];
  readonly ended: () => boolean;
}

async function watch(
  double: ApiServerDouble,
  query: string,
  path = SERVICES,
  accept = '*/*',
): Promise<Watching> {
  const aborter = new AbortController();
  onTestFinished(() => aborter.abort());
  const { signal } = aborter;
  const response = await fetch(`${double.url}${path}?watch=true&${query}`, { headers: { accept }, signal });
  const events: string[] = [];
  const objects: JsonObject[] = [];
  let ended = false;
  const read = async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString();
      const lines = text.split('\n');
      text = lines.pop() ?? '';
      for (const line of lines) {
        const { type, object } = JSON.parse(line);
        const { namespace = '', name = '' } = object.metadata;
        events.push(`${type} ${namespace}/${name}`);
        objects.push(object);
      }
    }
  };
  const finish = () => {
    ended = true;
  };
  if (response.status === 200) read().then(finish, finish);
  return { status: response.status, events, objects, ended: () => ended };
}

describe('a watch', () => {
  test('goes on from a revision: what was missed comes first, deletions included', async () => {
    const double = await startDouble();
    double.add(service('shop', 'cart'));
    const { revision } = double.store;
    double.add(service('shop', 'web'), httpRoute('shop', 'cart'));
    double.remove('Service', 'shop', 'cart');
    const { events, objects } = await watch(double, `resourceVersion=${revision}`);
    await until(() => events.length === 2);
    double.add(service('blog', 'posts'));
    await until(() => events.length === 3);
    expect(events).toEqual(['ADDED shop/web', 'DELETED shop/cart', 'ADDED blog/posts']);
    expect(objects[0]).toMatchObject({ kind: 'Service', apiVersion: 'v1' });
    expect(Number(getIn(objects[1], 'metadata', 'resourceVersion'))).toBeGreaterThan(Number(revision));
  });

  test('of a namespace sees that namespace', async () => {
    const double = await startDouble();
    const query = `resourceVersion=${double.store.revision}`;
    const { events } = await watch(double, query, '/api/v1/namespaces/shop/services');
    double.add(service('blog', 'posts'), service('shop', 'cart'));
    await until(() => events.length === 1);
    expect(events).toEqual(['ADDED shop/cart']);
  });

  test('without a revision begins with all that is there', async () => {
    const double = await startDouble();
    double.add(service('shop', 'cart'));
    const { events } = await watch(double, '');
    await until(() => events.length === 1);
    expect(events).toEqual(['ADDED shop/cart']);
  });

  test('gets bookmarks only where it asks for them', async () => {
    const double = await startDouble();
    const from = `resourceVersion=${double.store.revision}`;
    const [asking, other] = [
      await watch(double, `${from}&allowWatchBookmarks=true`),
      await watch(double, from),
    ];
    double.watches.sendBookmarks();
    double.add(service('shop', 'cart'));
    await until(() => asking.events.length === 2 && other.events.length === 1);
    expect(asking.events).toEqual(['BOOKMARK /', 'ADDED shop/cart']);
  });

  test('ends when its time is over', async () => {
    const double = await startDouble();
    const { ended } = await watch(double, `resourceVersion=${double.store.revision}&timeoutSeconds=1`);
    await until(ended);
    expect(double.watches.all()).toEqual([]);
  });

  test('may ask for metadata alone', async () => {
    const double = await startDouble();
    double.add(service('shop', 'cart'));
    const accept = 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1';
    const { objects } = await watch(double, '', SERVICES, accept);
    await until(() => objects.length === 1);
    expect(objects[0]).toMatchObject({ kind: 'PartialObjectMetadata', metadata: { name: 'cart' } });
    expect(objects[0]).not.toHaveProperty('spec');
  });

  test('needs the verb watch, and takes no selectors', async () => {
    const double = await startDouble();
    expect(await watch(double, 'labelSelector=a')).toMatchObject({ status: 400 });
    double.rules = [{ verbs: ['list', 'get'] }];
    expect(await watch(double, '')).toMatchObject({ status: 403 });
  });

  test('of a kind whose CRD goes sees its objects go, and ends', async () => {
    const double = await startDouble();
    double.add(httpRoute('shop', 'cart'));
    const path = '/apis/gateway.networking.k8s.io/v1/httproutes';
    const { events, ended } = await watch(double, `resourceVersion=${double.store.revision}`, path);
    double.remove('CustomResourceDefinition', '', 'httproutes.gateway.networking.k8s.io');
    await until(ended);
    expect(events).toEqual(['DELETED shop/cart']);
    expect(await watch(double, '', path)).toMatchObject({ status: 404 });
  });
});

describe('a revision that is too old', () => {
  test('is a 410, as a status or as an event', async () => {
    const double = await startDouble();
    const { revision } = double.store;
    double.add(service('shop', 'cart'));
    double.watches.compact();
    expect(await watch(double, `resourceVersion=${revision}`)).toMatchObject({ status: 410 });
    double.watches.expiredAs = 'event';
    const { objects } = await watch(double, `resourceVersion=${revision}`);
    await until(() => objects.length === 1);
    expect(objects[0]).toMatchObject({ kind: 'Status', code: 410 });
  });
});

describe('sendInitialEvents', () => {
  const QUERY = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true';

  test('gives all that is there, then a bookmark that says so', async () => {
    const double = await startDouble();
    double.watches.initialEvents = 'sent';
    double.add(service('shop', 'cart'));
    const { events, objects } = await watch(double, QUERY);
    await until(() => events.length === 2);
    expect(events).toEqual(['ADDED shop/cart', 'BOOKMARK /']);
    expect(getIn(objects[1], 'metadata', 'annotations', 'k8s.io/initial-events-end')).toBe('true');
  });

  test('is refused by servers that cannot, and without resourceVersionMatch', async () => {
    const double = await startDouble();
    double.watches.initialEvents = 'sent';
    expect(await watch(double, 'sendInitialEvents=true')).toMatchObject({ status: 422 });
    double.watches.initialEvents = 'refused';
    expect(await watch(double, QUERY)).toMatchObject({ status: 422 });
  });

  test('is overlooked by servers that do not know it: the bookmark never comes', async () => {
    const double = await startDouble();
    double.add(service('shop', 'cart'));
    double.watches.initialEvents = 'ignored';
    const { events } = await watch(double, QUERY);
    await until(() => events.length === 1);
    double.add(service('shop', 'web'));
    await until(() => events.length === 2);
    expect(events).toEqual(['ADDED shop/cart', 'ADDED shop/web']);
  });
});
