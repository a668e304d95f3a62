import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { createResolvers } from '../../resolvers/index.ts';
import { suppose } from '../../src/cluster/hypothetical/suppose.ts';
import { ManifestReader } from '../../src/cluster/manifest-reader.ts';
import { RequestContext } from '../../src/context/request-context.ts';
import { SiteIndex } from '../../src/context/site-index.ts';
import { compilePattern } from '../../src/execution/compile-pattern.ts';
import { createApollo } from '../../src/execution/create-apollo.ts';
import { createExecutor } from '../../src/execution/create-executor.ts';
import { KnownDocuments } from '../../src/execution/known-documents.ts';
import type { QueryRequest } from '../../src/http/query-answerer.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../src/loaders/route-index-cache.ts';
import { makeSchema } from '../../src/schema.ts';
import { probeApp, SERVING } from '../support/probe-app.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const cart = (port: number) => `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { ports: [{ port: ${port} }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec: { rules: [{ backendRefs: [{ name: cart, port: 80 }] }] }
`;
const ROUTES =
  '{ httpRoutes { nodes { metadata { name } spec { rules { backendRefs { resolution { reason } } } } } } }';

/** A server over manifests that change when the test says so. */
async function served() {
  let snapshot = await snapshotOf(cart(80));
  let read: (reader: ManifestReader) => ClusterReader = (reader) => reader;
  const clock = { now: 1_000_000 };
  let opened = 0;
  const { schema, references } = makeSchema({ createResolvers, describe: false });
  const services = {
    clusters: [
      {
        name: 'test',
        source: 'MANIFESTS' as const,
        openReader: () => {
          opened += 1;
          return read(new ManifestReader(snapshot));
        },
        readiness: async () => ({ ready: true as const }),
        close: async () => undefined,
      },
    ],
    sites: new SiteIndex(references),
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    now: () => clock.now,
    printYaml: (value: unknown) => stringify(value),
    policyKinds: [],
  };
  const faultLog = (fault: object) => console.error(fault);
  const known = { schema, executor: createExecutor('compiled'), documents: new KnownDocuments() };
  const apollo = createApollo<RequestContext>({ ...known, limits: SERVING, faultLog });
  await apollo.start();
  onTestFinished(async () => await apollo.stop());
  const { app } = await probeApp({
    apollo,
    known,
    contextFor: (request: QueryRequest) => new RequestContext(services, request),
    now: () => clock.now,
  } as never);
  return {
    clock,
    opened: () => opened,
    change: async (text: string) => {
      snapshot = await snapshotOf(text);
    },
    wrap: (through: typeof read) => {
      read = through;
    },
    get: async (query: string, headers: Record<string, string> = {}, rest = '') =>
      await app.inject({
        url: `/graphql?query=${encodeURIComponent(query)}${rest}`,
        headers: { host: 'localhost', 'apollo-require-preflight': '1', ...headers },
      }),
    post: async (query: string) =>
      await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { host: 'localhost' },
        payload: { query },
      }),
  };
}

test('a GET says what its answer is, the first time as well, and who asks again with that gets 304', async () => {
  const { get } = await served();
  const first = await get(ROUTES);
  const etag = String(first.headers['etag']);
  expect(first.statusCode).toBe(200);
  expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
  expect(first.headers['cache-control']).toBe('private, no-cache');
  expect(first.headers['vary']).toBe('authorization, accept-encoding');
  const second = await get(ROUTES);
  expect([second.body, second.headers['etag']]).toEqual([first.body, etag]);
  for (const value of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
    const again = await get(ROUTES, { 'if-none-match': value });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', etag]);
    expect(again.headers['content-type']).toBeUndefined();
  }
  expect((await get(ROUTES, { 'if-none-match': '"other"' })).statusCode).toBe(200);
});

test('what changes from call to call is not in the answer to a GET, but in that to a POST', async () => {
  const { get, post } = await served();
  for (const _ of ['first', 'again']) {
    expect((await get(ROUTES)).json().extensions.cluster).toEqual({
      name: 'test',
      stale: false,
      hidden: [],
      warnings: [],
    });
  }
  expect((await post(ROUTES)).json().extensions.cluster.requests).toBe(0);
});

test('after a change the answer is new, and has its old name again once the change is undone', async () => {
  const { get, change } = await served();
  const before = await get(ROUTES);
  await change(cart(81));
  const etag = String(before.headers['etag']);
  const changed = await get(ROUTES, { 'if-none-match': etag });
  expect(changed.statusCode).toBe(200);
  expect(changed.body).toContain('BackendNotFound');
  expect(changed.headers['etag']).not.toBe(etag);
  await change(cart(80));
  expect((await get(ROUTES, { 'if-none-match': etag })).statusCode).toBe(304);
});

test('other variables, names and callers are other questions', async () => {
  const { get, wrap } = await served();
  const query = 'query A($n: Int) { httpRoutes(first: $n) { totalCount nodes { kind } } } query B { name }';
  const asked = (n: number) => get(query, {}, `&operationName=A&variables={"n":${n}}`);
  expect((await asked(1)).json().data.httpRoutes.nodes).toHaveLength(1);
  expect((await asked(0)).json().data.httpRoutes.nodes).toHaveLength(0);
  expect((await get(query, {}, '&operationName=B')).json().data).toEqual({ name: 'test' });
  expect((await asked(1)).json().data.httpRoutes.nodes).toHaveLength(1);
  // one who may not list routes: the same snapshot, but not the same reader
  const forbidden = { state: 'forbidden' as const, message: 'no' };
  wrap((reader) =>
    Object.assign(Object.create(reader), {
      audience: {},
      list: () => forbidden,
      getMany: (keys: unknown[]) => keys.map(() => forbidden),
      hasSynced: () => true,
      report: () => ({ requests: 0, stale: false, hidden: [], warnings: [] }),
    }),
  );
  expect((await asked(1)).json().errors[0].extensions.code).toBe('FORBIDDEN');
});

test('what is read afresh each time is not kept, nor what has errors', async () => {
  const { get, wrap, opened } = await served();
  const wrong = await get('{ httpRoutes(labelSelector: "a in (") { totalCount } }');
  expect([wrong.headers['etag'], wrong.headers['cache-control']]).toEqual([undefined, 'no-store']);
  for (const field of ['resources { kind age }', 'kubernetesVersion', 'whatIf(apply: []) { name }']) {
    await get(`{ ${field} }`);
    const before = opened();
    const again = await get(`{ ${field} }`);
    expect([field, again.headers['etag'], again.headers['cache-control']]).toEqual([
      field,
      undefined,
      'no-store',
    ]);
    expect(opened()).toBeGreaterThan(before);
  }
  wrap((reader) => Object.assign(Object.create(reader), afresh(reader)));
  expect((await get(ROUTES)).headers['etag']).toBeUndefined();
});

test('an answer that depends on the clock is told for a minute', async () => {
  const { get, clock } = await served();
  const query = '{ findings { nodes { code } } }';
  const first = await get(query);
  expect(first.headers['cache-control']).toBe('private, max-age=60');
  clock.now += 45_000;
  expect((await get(query)).headers['cache-control']).toBe('private, max-age=15');
  clock.now += 15_000;
  expect((await get(query)).headers['cache-control']).toBe('private, max-age=60');
});

test('who has said who he is asks each time: his rights, or he himself, may be others by then', async () => {
  const { get } = await served();
  const query = '{ findings { nodes { code } } }';
  const mine = { authorization: 'Bearer mine' };
  const { headers } = await get(query, mine);
  expect(headers['cache-control']).toBe('private, no-cache');
  const again = await get(query, { ...mine, 'if-none-match': String(headers['etag']) });
  expect([again.statusCode, again.headers['cache-control']]).toEqual([304, 'private, no-cache']);
});

/** A reader of a cluster that nobody holds. */
function afresh(reader: ManifestReader) {
  return {
    snapshot: undefined,
    list: reader.list.bind(reader),
    getMany: reader.getMany.bind(reader),
    kind: reader.kind.bind(reader),
    report: reader.report.bind(reader),
    hasSynced: () => true,
  };
}
