import { EventEmitter } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createResolvers } from '../../resolvers/index.ts';
import { readServeConfig } from '../../src/config/serve-config.ts';
import { asList, asObject, getIn, type Json, type JsonObject } from '../../src/kube/json.ts';
import { serve } from '../../src/serve.ts';
import { httpRoute, service } from '../support/api-objects.ts';
import type { ApiServerDouble } from '../support/api-server-double/api-server-double.ts';
import { kubeconfigFor } from '../support/api-server-double/write-kubeconfig.ts';
import { selfSigned, signedBy } from '../support/certificates.ts';
import { startDouble } from '../support/live-cluster.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const SERVICE_RULE = { users: ['gwql'] };

async function cluster(name: string): Promise<ApiServerDouble> {
  const users = [
    { name: 'gwql', tokens: ['token-of-gwql'] },
    { name: 'ann', tokens: [`ann-in-${name}`] },
    { name: 'root', tokens: [`root-in-${name}`] },
  ];
  const rules = [
    SERVICE_RULE,
    { users: ['root'] },
    { users: ['ann'], verbs: ['list', 'get'], namespaces: ['shop'] },
  ];
  const double = await startDouble({ users, rules });
  const rules1 = [
    {
      backendRefs: [
        { name: 'cart', port: 80 },
        { name: 'gold', namespace: 'vault', port: 80 },
      ],
    },
  ];
  double.add(
    service('shop', 'cart'),
    service('vault', 'gold'),
    { ...httpRoute('shop', `route-of-${name}`), spec: { rules: rules1 } },
    httpRoute('vault', 'hidden'),
  );
  return double;
}

/** One kubeconfig with a context for each cluster. */
async function kubeconfigOf(doubles: Readonly<Record<string, ApiServerDouble>>): Promise<string> {
  const parts = Object.entries(doubles).map(
    ([context, double]) =>
      JSON.parse(kubeconfigFor(double, { context, user: { token: 'token-of-gwql' } })) as JsonObject,
  );
  const merged = (field: string) => parts.flatMap((part) => asList(part[field]));
  const path = join(await temporaryFolder(), 'kubeconfig');
  const lists = Object.fromEntries(['clusters', 'users', 'contexts'].map((field) => [field, merged(field)]));
  await writeFile(path, JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...lists }));
  return path;
}

interface Served {
  readonly url: string;
  readonly log: () => string;
}

async function served(options: Readonly<Record<string, string | readonly string[]>>): Promise<Served> {
  const stderr = new PassThrough();
  let log = '';
  stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  const signals = new EventEmitter();
  const config = readServeConfig({ port: '0', logFormat: 'text', ...options }, {});
  const io = { env: {}, stdin: new PassThrough(), stderr, signals };
  const stopped = serve({ config, createResolvers, ...io, version: '0.0.0-test' });
  onTestFinished(async () => {
    signals.emit('SIGTERM');
    await Promise.allSettled([stopped]);
  });
  const failed = stopped.then(() => {
    throw new Error(`it ended:\n${log}`);
  });
  const started = until(() => log.includes('gwql serves'), 'gwql serves');
  await Promise.race([started, failed]);
  failed.catch(() => undefined);
  const url = /gwql serves (https?:\/\/[\w.:]+)\/graphql/.exec(log)?.[1] ?? '';
  if (url.startsWith('http:')) {
    await until(async () => (await fetch(`${url}/readyz`)).ok, 'ready');
  }
  return { url, log: () => log };
}

async function ask({ url }: Served, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: (await response.json()) as Json };
}

const ROUTES = '{ httpRoutes { totalCount nodes { metadata { name } } } }';
const codes = (body: Json) =>
  asList(getIn(body, 'errors')).map((error) => getIn(error, 'extensions', 'code'));

describe('gwql serve --auth token', () => {
  test.each(['shared', 'off'])('answers each caller with his own rights (--cache %s)', async (cache) => {
    const west = await cluster('west');
    const server = await served({
      kubeconfig: await kubeconfigOf({ west }),
      context: ['west'],
      auth: 'token',
      cache,
    });
    const query =
      '{ httpRoutes(namespace: "shop") { nodes { spec { rules { backendRefs { resolution { reason } } } } } } hidden: httpRoute(namespace: "vault", name: "hidden") { id } none: httpRoute(namespace: "vault", name: "none") { id } }';
    const { status, body } = await ask(server, query, { authorization: 'Bearer ann-in-west' });
    expect(status).toBe(200);
    expect(JSON.stringify(getIn(body, 'data', 'httpRoutes'))).toContain(
      '[{"resolution":{"reason":"ResolvedRefs"}},{"resolution":{"reason":"Forbidden"}}]',
    );
    expect(codes(body)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    const asAnn = west.requests.filter(({ user }) => user === 'ann');
    expect(asAnn.length).toBeGreaterThan(0);
  });

  test('lists what is in the namespaces of the caller, and says what is hidden', async () => {
    const west = await cluster('west');
    const server = await served({
      kubeconfig: await kubeconfigOf({ west }),
      context: ['west'],
      auth: 'token',
    });
    const { body } = await ask(server, ROUTES, { authorization: 'Bearer ann-in-west' });
    expect(getIn(body, 'data', 'httpRoutes')).toEqual({
      totalCount: 1,
      nodes: [{ metadata: { name: 'route-of-west' } }],
    });
    expect(asObject(getIn(body, 'extensions', 'cluster'))['hidden']).toEqual([
      { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', scope: '*' },
    ]);
  });

  test('what one was told to a GET is told to nobody else, whatever he says that he has', async () => {
    const { url } = await served({
      kubeconfig: await kubeconfigOf({ west: await cluster('west') }),
      context: ['west'],
      auth: 'token',
    });
    const get = async (token: string, etag?: string) => {
      const headers = {
        'apollo-require-preflight': '1',
        authorization: `Bearer ${token}`,
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
      };
      const response = await fetch(`${url}/graphql?query=${encodeURIComponent(ROUTES)}`, { headers });
      return { status: response.status, etag: response.headers.get('etag'), text: await response.text() };
    };
    for (const _ of ['first', 'again']) {
      const all = await get('root-in-west');
      expect(all.text).toContain('"totalCount":2');
      const part = await get('ann-in-west', all.etag ?? '');
      expect([part.status, part.etag]).toEqual([200, null]);
      expect(part.text).toContain('"totalCount":1');
      expect(part.text).not.toContain('hidden"}');
      expect((await get('made-up', all.etag ?? '')).status).toBe(401);
      expect((await get('root-in-west', all.etag ?? '')).status).toBe(304);
    }
  });

  test('metrics count the whole cluster, and are not where callers are', async () => {
    const kubeconfig = await kubeconfigOf({ west: await cluster('west') });
    const metricsOf = async (auth: string) => {
      const { url } = await served({ kubeconfig, context: ['west'], auth });
      return (await fetch(`${url}/metrics`, { headers: { authorization: 'Bearer ann-in-west' } })).status;
    };
    expect([await metricsOf('none'), await metricsOf('token')]).toEqual([200, 404]);
  });

  test('answers nobody who is nobody, with 401', async () => {
    const west = await cluster('west');
    const server = await served({
      kubeconfig: await kubeconfigOf({ west }),
      context: ['west'],
      auth: 'token',
    });
    const nobodies: readonly Readonly<Record<string, string>>[] = [
      {},
      { authorization: 'Bearer made-up' },
      { authorization: 'Basic YTpi' },
    ];
    for (const headers of nobodies) {
      for (const query of [ROUTES, '{ __typename }', '{ resources { kind } kubernetesVersion }']) {
        const { status, body } = await ask(server, query, headers);
        expect(status).toBe(401);
        expect(codes(body)).toEqual(['UNAUTHENTICATED']);
        expect(body).not.toHaveProperty('data.httpRoutes');
      }
    }
  });

  test('gives each cluster its own token and no other', async () => {
    const doubles = { west: await cluster('west'), east: await cluster('east') };
    const server = await served({
      kubeconfig: await kubeconfigOf(doubles),
      context: ['west', 'east'],
      auth: 'token',
      cache: 'off',
    });
    const query = `{ west: cluster(name: "west") { httpRoutes(namespace: "shop") { totalCount } }
      east: cluster(name: "east") { name httpRoutes(namespace: "shop") { totalCount } resources { kind } } }`;
    const west = { authorization: 'Bearer ann-in-west' };
    const one = await ask(server, query, west);
    expect(one.body).toMatchObject({
      data: {
        west: { httpRoutes: { totalCount: 1 } },
        east: { name: 'east', httpRoutes: null, resources: null },
      },
    });
    expect(codes(one.body)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(JSON.stringify(doubles.east.requests)).not.toContain('ann-in-west');

    const both = await ask(server, query, { ...west, 'x-gwql-token-east': 'ann-in-east' });
    expect(both.body).toMatchObject({
      data: { west: { httpRoutes: { totalCount: 1 } }, east: { httpRoutes: { totalCount: 1 } } },
    });
    const other = await ask(server, query, { 'x-gwql-token-east': 'ann-in-east' });
    expect(other.body).toMatchObject({
      data: { west: { httpRoutes: null }, east: { httpRoutes: { totalCount: 1 } } },
    });
    expect(JSON.stringify(doubles.east.requests)).not.toContain('ann-in-west');
    expect(JSON.stringify(doubles.west.requests)).not.toContain('ann-in-east');
  });

  test('names no token in its log', async () => {
    const west = await cluster('west');
    const server = await served({
      kubeconfig: await kubeconfigOf({ west }),
      context: ['west'],
      auth: 'token',
      logLevel: 'trace',
    });
    await ask(server, ROUTES, { authorization: 'Bearer ann-in-west' });
    await ask(server, ROUTES, { authorization: 'Bearer made-up' });
    expect(server.log()).not.toMatch(/ann-in-west|made-up|token-of-gwql/);
  });
});

test('gwql serve --auth impersonate answers the users that its proxy names', async () => {
  const west = await cluster('west');
  west.rules = [...(west.rules ?? []), { users: ['group:devs'], verbs: ['list'], resources: ['httproutes'] }];
  const authority = { cn: 'proxies' };
  const by = selfSigned(authority);
  const [own, proxy] = [
    selfSigned({ cn: 'localhost', dnsNames: ['localhost'] }),
    signedBy(by, authority, { cn: 'proxy' }),
  ];
  const folder = await temporaryFolder();
  const [tlsCert, tlsKey, tlsClientCa] = ['tls.crt', 'tls.key', 'ca.crt'].map((name) => join(folder, name));
  if (tlsCert === undefined || tlsKey === undefined || tlsClientCa === undefined) throw new Error('no names');
  await Promise.all([
    writeFile(tlsCert, own.cert),
    writeFile(tlsKey, own.key),
    writeFile(tlsClientCa, by.cert),
  ]);
  const server = await served({
    kubeconfig: await kubeconfigOf({ west }),
    context: ['west'],
    auth: 'impersonate',
    tlsCert,
    tlsKey,
    tlsClientCa,
  });
  const askAs = (groups: readonly string[]) =>
    new Promise<Json>((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        host: 'localhost',
        'impersonate-user': 'zoe',
        'impersonate-group': [...groups],
      };
      const options = {
        ...proxy,
        ca: own.cert,
        servername: 'localhost',
        method: 'POST',
        headers,
        agent: false,
      };
      const sent = request(`${server.url}/graphql`, options, (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += String(chunk);
        });
        response.on('end', () => resolve(JSON.parse(text) as Json));
      });
      sent.on('error', reject);
      sent.end(JSON.stringify({ query: ROUTES }));
    });
  await until(
    async () => getIn(await askAs(['ops', 'devs']), 'data', 'httpRoutes', 'totalCount') === 2,
    'both routes',
  );
  expect(codes(await askAs(['ops, devs']))).toEqual(['FORBIDDEN']);
  expect(codes(await askAs(['ops']))).toEqual(['FORBIDDEN']);
});
