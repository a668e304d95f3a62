import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { createResolvers } from '../../resolvers/index.ts';
import { readServeConfig } from '../../src/config/serve-config.ts';
import { asObject, getIn, type Json } from '../../src/kube/json.ts';
import { serve } from '../../src/serve.ts';
import { httpRoute, service } from '../support/api-objects.ts';
import type { ApiServerDouble } from '../support/api-server-double/api-server-double.ts';
import { writeKubeconfig } from '../support/api-server-double/write-kubeconfig.ts';
import { startDouble } from '../support/live-cluster.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const QUERY = `{
  httpRoutes { nodes { metadata { name } spec { rules { backendRefs { resolution { reason } } } } } }
  resources { kind synced count age }
}`;

interface Served {
  readonly double: ApiServerDouble;
  ask(query?: string): Promise<Json>;
  ready(): Promise<{ readonly status: number; readonly body: Json }>;
  /** What `/metrics` says, on whichever port it is. */
  metrics(): Promise<string>;
}

/** `gwql serve` in this process, for a cluster with one route. */
async function served(options: Readonly<Record<string, string>> = {}): Promise<Served> {
  const double = await startDouble();
  const rules = [{ backendRefs: [{ name: 'cart', port: 80 }] }];
  double.add(service('shop', 'cart'), { ...httpRoute('shop', 'cart'), spec: { rules } });
  const kubeconfig = join(await temporaryFolder(), 'kubeconfig');
  await writeKubeconfig(kubeconfig, double);
  const stderr = new PassThrough();
  let log = '';
  stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  const signals = new EventEmitter();
  const config = readServeConfig({ kubeconfig, port: '0', logFormat: 'text', ...options }, {});
  const stopped = serve({
    config,
    createResolvers,
    env: {},
    stdin: new PassThrough(),
    stderr,
    signals,
    version: '0.0.0-test',
  });
  onTestFinished(async () => {
    signals.emit('SIGTERM');
    await Promise.allSettled([stopped]);
  });
  let failure: unknown;
  stopped.catch((reason) => {
    failure = reason;
  });
  await until(() => log.includes('gwql serves') || failure !== undefined, 'gwql serves');
  if (failure !== undefined) throw failure;
  const url = /gwql serves (http:\/\/[\d.:]+)/.exec(log)?.[1] ?? '';
  return {
    double,
    ask: async (query = QUERY) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query }),
      });
      return (await response.json()) as Json;
    },
    metrics: async () => {
      const ofItsOwn = /metrics are at (http:\S+)/.exec(log)?.[1];
      return await (await fetch(ofItsOwn ?? `${url}/metrics`)).text();
    },
    ready: async () => {
      const response = await fetch(`${url}/readyz`);
      return { status: response.status, body: (await response.json()) as Json };
    },
  };
}

/** What queries read; the cache itself goes on asking what is served. */
const OBJECTS = /\/v1\/(?!customresourcedefinitions).*(httproutes|services|endpointslices|referencegrants)/;

const names = (answer: Json) => JSON.stringify(getIn(answer, 'data', 'httpRoutes', 'nodes'));
const cluster = (answer: Json) => asObject(getIn(answer, 'extensions', 'cluster'));

test('queries are answered from memory, also while the API server is away, and say so', async () => {
  const { double, ask, ready } = await served();
  await until(async () => (await ready()).status === 200, 'ready');
  const before = double.requests.length;
  const fresh = await ask();
  expect(names(fresh)).toContain('ResolvedRefs');
  expect(cluster(fresh)).toMatchObject({ requests: 0, stale: false, dataAge: expect.any(Number) });
  expect(getIn(fresh, 'data', 'resources')).toContainEqual({
    kind: 'HTTPRoute',
    synced: true,
    count: 1,
    age: expect.any(Number),
  });
  const reads = double.requests
    .slice(before)
    .filter(({ path, query }) => OBJECTS.test(path) && !query['watch']);
  expect(reads).toEqual([]);

  await double.goAway();
  await until(async () => cluster(await ask())['stale'] === true, 'stale');
  expect(names(await ask())).toBe(names(fresh));
  expect((await ready()).status).toBe(200);

  double.add(httpRoute('shop', 'web'));
  await double.comeBack();
  await until(async () => names(await ask()).includes('"web"'), 'the new route');
  await until(async () => cluster(await ask())['stale'] === false, 'no longer stale');
});

test('with --cache off each query asks the cluster, and without a cluster there is no answer', async () => {
  const { double, ask } = await served({ cache: 'off' });
  const answer = await ask();
  expect(names(answer)).toContain('ResolvedRefs');
  expect(cluster(answer)).toMatchObject({ stale: false });
  expect(cluster(answer)['requests']).toBeGreaterThan(1);
  expect(cluster(answer)).not.toHaveProperty('dataAge');
  expect(double.watches.opened).toBe(0);
  await double.goAway();
  const without = await ask('{ httpRoutes { nodes { id } } }');
  expect(without).toMatchObject({
    data: { httpRoutes: null },
    errors: [{ extensions: { code: 'CLUSTER_UNAVAILABLE' } }],
  });
});

test.each<Readonly<Record<string, string>>>([{}, { metricsPort: '0' }])(
  'metrics tell of the cache and of queries, and name no object: %o',
  async (options) => {
    const { ask, ready, metrics } = await served(options);
    await until(async () => (await ready()).status === 200);
    await ask('query Mine { httpRoutes { totalCount } }');
    await until(async () => (await metrics()).includes('gwql_findings{'), 'findings are counted');
    const text = await metrics();
    expect(text).toMatch(
      /gwql_cache_objects\{cluster="[^"]+",group="gateway.networking.k8s.io",kind="HTTPRoute"\} 1\n/,
    );
    expect(text).toContain('gwql_graphql_operations_total{operation="Mine",outcome="ok"} 1\n');
    expect(text).toContain('gwql_plan_cache_operations 1\n');
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toMatch(/shop|cart/);
  },
);
