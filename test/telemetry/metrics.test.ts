import { describe, expect, test } from 'vitest';
import { BoundedNames } from '../../src/telemetry/bounded-names.ts';
import { clusterSamples } from '../../src/telemetry/cluster-samples.ts';
import { METRICS } from '../../src/telemetry/metric-rows.ts';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { cachedCluster, fromMemory } from '../support/cached-cluster.ts';
import { until } from '../support/until.ts';

describe('names of operations', () => {
  test('are told apart up to a number, and up to a length', () => {
    const names = new BoundedNames(2);
    expect(
      [undefined, 'Routes', 'Gateways', 'Third', 'Routes', 'x'.repeat(65)].map((n) => names.of(n)),
    ).toEqual(['anonymous', 'Routes', 'Gateways', 'other', 'Routes', 'other']);
  });
});

describe('metrics', () => {
  test('each has its type, its words and its name', async () => {
    const text = await new Metrics().text();
    for (const { name, type, help } of Object.values(METRICS)) {
      expect(text).toContain(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`);
    }
  });

  test('count answers, operations and errors', async () => {
    const metrics = new Metrics();
    metrics.http({ method: 'POST', route: '/graphql', status: 200, seconds: 0.2 });
    metrics.http({ method: 'PROPFIND', route: 'none', status: 404, seconds: 0 });
    metrics.operation({ name: 'Routes', seconds: 0.2, codes: [] });
    metrics.operation({ name: undefined, seconds: 0.2, codes: ['FORBIDDEN', 'FORBIDDEN'] });
    metrics.error('GRAPHQL_PARSE_FAILED');
    const text = await metrics.text();
    for (const line of [
      'gwql_http_requests_total{method="POST",route="/graphql",status="200"} 1',
      'gwql_http_requests_total{method="other",route="none",status="404"} 1',
      'gwql_graphql_operations_total{operation="Routes",outcome="ok"} 1',
      'gwql_graphql_operations_total{operation="anonymous",outcome="errors"} 1',
      'gwql_graphql_operation_seconds_count{operation="Routes"} 1',
      'gwql_graphql_errors_total{code="FORBIDDEN"} 2',
      'gwql_graphql_errors_total{code="GRAPHQL_PARSE_FAILED"} 1',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
  });

  test('that are read show what is, not what was', async () => {
    const metrics = new Metrics();
    let kinds = ['Gateway', 'HTTPRoute'];
    metrics.add(() =>
      kinds.map((kind) => ({ metric: 'lists', labels: { cluster: 'c', group: 'g', kind }, value: 3 })),
    );
    const line = (kind: string) => `gwql_cache_lists_total{cluster="c",group="g",kind="${kind}"} 3`;
    expect(await metrics.text()).toContain(line('HTTPRoute'));
    kinds = ['Gateway'];
    const text = await metrics.text();
    expect(text).toContain(line('Gateway'));
    expect(text).not.toContain('HTTPRoute');
  });

  test('are read once for all who ask at the same time', async () => {
    const metrics = new Metrics();
    let reads = 0;
    metrics.add(async () => {
      reads += 1;
      return [];
    });
    await Promise.all([metrics.text(), metrics.text()]);
    await metrics.text();
    expect(reads).toBe(2);
  });
});

describe('metrics of a watch cache', () => {
  const ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };

  test('agree with what queries, reports and readiness say', async () => {
    const { double, cluster, runtime, open, ready } = await cachedCluster();
    const sampled = async () => {
      const samples = await clusterSamples(cluster);
      return (metric: string, kind = ROUTE) =>
        samples.find(
          ({ metric: name, labels }) => name === metric && (labels['kind'] ?? kind.kind) === kind.kind,
        )?.value;
    };
    const asked = () => {
      const reader = open();
      const known = fromMemory(reader.kind(ROUTE));
      fromMemory(reader.list(ROUTE, {}));
      const { dataAge, stale } = reader.report();
      return { resource: known.state === 'served' ? known.resource : undefined, dataAge, stale };
    };
    await ready();
    await runtime.advance(7_000);
    let read = await sampled();
    expect(asked()).toMatchObject({
      resource: { synced: true, count: read('objects'), age: read('age') },
      dataAge: read('age'),
      stale: false,
    });
    expect([read('ready'), read('synced'), read('stale'), read('objects')]).toEqual([1, 1, 0, 1]);
    expect(read('receivedBytes')).toBeGreaterThan(100);
    double.goAway();
    await until(async () => (await sampled())('stale') === 1);
    await runtime.advance(60_000);
    read = await sampled();
    const { resource, dataAge, stale } = asked();
    expect(read('age')).toBeGreaterThanOrEqual(60);
    expect([resource?.synced, resource?.count, resource?.age]).toEqual([true, 1, read('age')]);
    expect([dataAge, stale]).toEqual([read('age'), true]);
    expect([read('ready'), (await cluster.readiness()).ready]).toEqual([1, true]);
  });

  test('say of a kind that was never listed that it is not held', async () => {
    const { cluster, runtime } = await cachedCluster({
      prepare: (server) => server.fail({ path: /\/v1\/httproutes$/, watch: false }, { with: 503 }),
    });
    await until(async () => (await clusterSamples(cluster)).some(({ metric }) => metric === 'lists'));
    await runtime.advance(5_000);
    const samples = await clusterSamples(cluster);
    const of = (metric: string) =>
      samples.find((sample) => sample.metric === metric && sample.labels['kind'] === 'HTTPRoute')?.value;
    expect([of('synced'), of('objects'), of('age')]).toEqual([0, 0, undefined]);
    expect(samples[0]).toMatchObject({ metric: 'ready', value: 0 });
    expect((await cluster.readiness()).ready).toBe(false);
  });
});
