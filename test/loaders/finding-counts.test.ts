import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import { FindingCounts } from '../../src/loaders/finding-counts.ts';
import { SnapshotFacts } from '../../src/loaders/held-facts.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { httpRoute } from '../support/api-objects.ts';
import { cachedCluster } from '../support/cached-cluster.ts';
import { until } from '../support/until.ts';

test('findings are counted by code, in the background, and again after half a minute', async () => {
  const spec = { rules: [{ backendRefs: [{ name: 'none', port: 80 }] }] };
  const broken = (name: string) => ({ ...httpRoute('shop', name), spec });
  const { cluster, double, runtime, ready } = await cachedCluster({
    objects: [broken('one'), broken('two')],
  });
  const verdicts = new VerdictCache();
  const counts = new FindingCounts({
    latest: () => {
      const snapshot = cluster.held?.();
      if (snapshot === undefined) return undefined;
      return { snapshot, store: verdicts.storeOf(snapshot, new SnapshotFacts(snapshot, LIVE_PREMISES)) };
    },
    now: runtime.now,
    pace: { now: performance.now.bind(performance), pause: () => turn() },
  });
  const missing = (count: number) => ({ code: 'BACKEND_NOT_FOUND', severity: 'ERROR', count });
  expect(counts.latest).toEqual([]);
  await ready();
  await counts.refresh();
  expect(counts.latest).toContainEqual(missing(2));
  double.add(broken('three'));
  await until(() => {
    const list = cluster.held?.()?.list({ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }, {});
    return list?.state === 'listed' && list.objects.length === 3;
  });
  expect(counts.latest).toContainEqual(missing(2));
  await runtime.advance(30_000);
  await until(() => counts.latest.some(({ code, count }) => code === 'BACKEND_NOT_FOUND' && count === 3));
});
