import { describe, expect, test } from 'vitest';
import { verdictRule } from '../../../src/gatewayapi/fact.ts';
import { LIVE_PREMISES } from '../../../src/gatewayapi/premises.ts';
import type { ClusterReader, ClusterSnapshot } from '../../../src/kube/cluster-reader.ts';
import { ClusterLoaders } from '../../../src/loaders/cluster-loaders.ts';
import { IndexCache } from '../../../src/loaders/index-cache.ts';
import { VerdictCache } from '../../../src/loaders/verdict-cache.ts';
import { gatewayClass, httpRoute, secret, service } from '../../support/api-objects.ts';
import { cachedCluster, fromMemory } from '../../support/cached-cluster.ts';
import { until } from '../../support/until.ts';

const GROUP = 'gateway.networking.k8s.io';
const ROUTE = { group: GROUP, kind: 'HTTPRoute' };
const SERVICE = { group: '', kind: 'Service' };
const SECRET = { group: '', kind: 'Secret', namespace: 'shop', name: 'tls' };
const cart = { ...ROUTE, namespace: 'shop', name: 'cart' };

function snapshotOf({ snapshot }: ClusterReader): ClusterSnapshot {
  if (snapshot === undefined) throw new Error('the reader has no snapshot');
  return snapshot;
}

function count(reader: ClusterReader, kind = ROUTE): number {
  const result = fromMemory(reader.list(kind, {}));
  return result.state === 'listed' ? result.objects.length : -1;
}

describe('the snapshot of a watch cache', () => {
  test('is the same until something changes, and of one series with those before', async () => {
    const { double, open, ready } = await cachedCluster();
    await ready();
    const before = snapshotOf(open());
    expect(snapshotOf(open())).toBe(before);
    double.add(httpRoute('shop', 'web'));
    await until(() => count(open()) === 2);
    const after = snapshotOf(open());
    expect(after).not.toBe(before);
    expect(after.series).toBe(before.series);
    expect(after.changesSince?.(before, ROUTE)).toMatchObject([{ after: { metadata: { name: 'web' } } }]);
    expect(after.changesSince?.(before, SERVICE)).toEqual([]);
    expect(before.list(ROUTE, {})).toMatchObject({ objects: { length: 1 } });
  });

  test('says what is held, what is not there, and what is not served', async () => {
    const { open, ready } = await cachedCluster({ serves: 'v1.6.1-standard' });
    await ready();
    const snapshot = snapshotOf(open());
    expect(snapshot.get(cart)).toMatchObject({ state: 'found' });
    expect(snapshot.get({ ...cart, name: 'none' })).toEqual({ state: 'absent' });
    expect(snapshot.kind(ROUTE)).toMatchObject({ state: 'served' });
    const unserved = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend' };
    expect(snapshot.list(unserved, {})).toMatchObject({ state: 'notServed' });
    expect(snapshot.kind(unserved)).toMatchObject({ state: 'notServed' });
  });

  test('holds nothing of kinds that are not watched, whatever was read of them', async () => {
    const { open, ready } = await cachedCluster({ objects: [secret('shop', 'tls')] });
    await ready();
    const reader = open();
    expect(await reader.getMany([SECRET])).toMatchObject([{ state: 'found' }]);
    const snapshot = snapshotOf(reader);
    expect(snapshot.get(SECRET)).toBeUndefined();
    expect(snapshot.list(SECRET, {})).toBeUndefined();
    expect(snapshot.kind(SECRET)).toMatchObject({ state: 'served' });
    expect(snapshot.get({ group: '', kind: 'Pod', namespace: 'shop', name: 'x' })).toBeUndefined();
  });

  test('holds nothing before the cluster has said what it serves', async () => {
    const { open } = await cachedCluster({ prepare: (server) => server.goAway() });
    const snapshot = snapshotOf(open());
    expect(snapshot.get(cart)).toBeUndefined();
    expect(snapshot.kind(ROUTE)).toBeUndefined();
    expect(snapshot.list(ROUTE, {})).toBeUndefined();
  });
});

describe('verdicts over a watch cache', () => {
  test('are computed once, and again only for what has changed', async () => {
    const { double, open, ready } = await cachedCluster({
      objects: [httpRoute('shop', 'cart'), httpRoute('shop', 'web'), gatewayClass('public')],
    });
    await ready();
    const [cache, indexes] = [new VerdictCache(), new IndexCache()];
    const judged: string[] = [];
    // biome-ignore lint/correctness/useYield: a rule that asks for nothing is still a rule.
    const rule = verdictRule<string>('name', function* ({ metadata }) {
      judged.push(metadata.name);
      return metadata.name;
    });
    const ask = (reader: ClusterReader) => {
      const verdicts = cache.verdictsFor(reader, indexes, LIVE_PREMISES);
      const loaders = new ClusterLoaders(reader, indexes, { verdicts });
      for (const name of ['cart', 'web']) loaders.verdict(rule, { ...cart, name });
    };
    ask(open());
    ask(open());
    expect(judged).toEqual(['cart', 'web']);
    double.add({ ...httpRoute('shop', 'web'), spec: { hostnames: ['web.example'] } }, service('shop', 'new'));
    await until(() => JSON.stringify(fromMemory(open().list(ROUTE, {}))).includes('web.example'));
    ask(open());
    expect(judged).toEqual(['cart', 'web', 'web']);
  });

  test('count as read: their age is the age of what they were computed from', async () => {
    const { open, ready, runtime } = await cachedCluster();
    await ready();
    const [cache, indexes] = [new VerdictCache(), new IndexCache()];
    // biome-ignore lint/correctness/useYield: a rule that asks for nothing is still a rule.
    const rule = verdictRule<string>('name', function* ({ metadata }) {
      return metadata.name;
    });
    const ask = (reader: ClusterReader) => {
      const verdicts = cache.verdictsFor(reader, indexes, LIVE_PREMISES);
      new ClusterLoaders(reader, indexes, { verdicts }).verdict(rule, cart);
      return reader.report();
    };
    ask(open());
    await runtime.advance(5_000);
    expect(ask(open()).dataAge).toBe(5);
  });
});
