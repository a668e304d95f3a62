import { describe, expect, test } from 'vitest';
import type { ListResult } from '../../../src/kube/lookup.ts';
import { httpRoute, service } from '../../support/api-objects.ts';
import { type LiveCluster, liveCluster } from '../../support/live-cluster.ts';

const SERVICE = { group: '', kind: 'Service' };
const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };

async function clusterWith(count: number): Promise<LiveCluster> {
  const live = await liveCluster();
  live.double.add(...Array.from({ length: count }, (_, index) => service('shop', `s-${index}`)));
  return live;
}

function size(result: ListResult): number | string {
  return result.state === 'listed' ? new Set(result.objects).size : result.state;
}

describe('pages', () => {
  test.each([
    [0, 1],
    [1, 1],
    [500, 1],
    [501, 2],
    [1_234, 3],
  ])('%i objects are read in %i pages', async (count, pages) => {
    const { double, open } = await clusterWith(count);
    const reader = open();
    expect(size(await reader.list(SERVICE, { namespace: 'shop' }))).toBe(count);
    expect(reader.report().requests).toBe(pages);
    const queries = double.requestsFor('services').map(({ query }) => Object.keys(query));
    expect(queries).toEqual([['limit'], ...Array(pages - 1).fill(['limit', 'continue'])]);
  });

  test('show one moment, whatever changes while they are read', async () => {
    const { double, open } = await clusterWith(600);
    const hold = double.hold({ path: /services$/, continued: true });
    const list = open().list(SERVICE, {});
    await hold.whenWaiting(1);
    double.add(service('aaa', 'first'));
    double.remove('Service', 'shop', 's-599');
    hold.release();
    expect(size(await list)).toBe(600);
  });

  test('items of built-in kinds get the type that the server leaves out', async () => {
    const { open } = await clusterWith(1);
    expect(await open().list(SERVICE, {})).toMatchObject({
      objects: [{ apiVersion: 'v1', kind: 'Service' }],
    });
  });

  test('items null, as Go writes an empty list, is empty', async () => {
    const { double, open } = await liveCluster();
    const body = { kind: 'ServiceList', apiVersion: 'v1', metadata: {}, items: null };
    double.fail({ path: /services/ }, { with: 200, body });
    expect(await open().list(SERVICE, {})).toEqual({ state: 'listed', objects: [] });
  });

  test('a list without items is no list', async () => {
    const { double, open } = await liveCluster();
    double.fail({ path: /services/ }, { with: 200, body: { kind: 'ServiceList', apiVersion: 'v1' } });
    expect(await open().list(SERVICE, {})).toMatchObject({ state: 'unavailable' });
  });
});

describe('a list that expires while it is read', () => {
  test('is read once more from its beginning', async () => {
    const { double, open } = await clusterWith(501);
    const hold = double.hold({ path: /services$/, continued: true });
    const reader = open();
    const list = reader.list(SERVICE, {});
    await hold.whenWaiting(1);
    double.add(service('shop', 'new'));
    double.expireContinueTokens();
    hold.release();
    expect(size(await list)).toBe(502);
    expect(reader.report().requests).toBe(4);
  });

  test('is given up when it expires again', async () => {
    const { double, open } = await clusterWith(501);
    double.fail({ path: /services$/, continued: true }, { with: 410 });
    const reader = open();
    expect(await reader.list(SERVICE, {})).toEqual({
      state: 'unavailable',
      cause: 'unreachable',
      message: 'the cluster forgot the list of services twice while it was read; try again',
    });
    expect(reader.report().requests).toBe(4);
  });

  test('a page that leads to itself is not followed for ever', async () => {
    const { double, open } = await liveCluster();
    const body = { kind: 'ServiceList', apiVersion: 'v1', metadata: { continue: 'same' }, items: [] };
    double.fail({ path: /services/ }, { with: 200, body });
    const reader = open();
    expect(await reader.list(SERVICE, {})).toMatchObject({ state: 'unavailable' });
    expect(reader.report().requests).toBe(4);
  });

  test('a page that is refused fails the list: half a list is none', async () => {
    const { double, open } = await clusterWith(501);
    double.fail({ path: /services$/, continued: true }, { with: 403 });
    expect(await open().list(SERVICE, {})).toMatchObject({ state: 'forbidden' });
  });
});

test('more than one page can hold is refused in words, not read without end', async () => {
  const { double, open } = await liveCluster();
  const padding = 'x'.repeat(1024 * 1024);
  double.add(...Array.from({ length: 66 }, (_, index) => ({ ...httpRoute('shop', `r-${index}`), padding })));
  expect(await open().list(HTTP_ROUTE, {})).toEqual({
    state: 'unavailable',
    cause: 'unreachable',
    message: 'the API server of cluster double sent more than 64 MiB in one answer',
  });
});
