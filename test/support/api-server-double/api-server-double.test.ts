import { describe, expect, test } from 'vitest';
import { asObject, type JsonObject } from '../../../src/kube/json.ts';
import { hasCrds, readRelease, releases } from '../../codegen/crd-fixtures.ts';
import { secret, service } from '../api-objects.ts';
import { startDouble } from '../live-cluster.ts';
import type { ApiServerDouble } from './api-server-double.ts';
import { crdObject, crdsOfRelease, type Release, resourceOfCrd } from './crd-objects.ts';

const SERVICES = '/api/v1/namespaces/shop/services';

async function ask(
  { url }: ApiServerDouble,
  path: string,
  init: { method?: string; body?: JsonObject; headers?: Record<string, string> } = {},
): Promise<{ status: number; body: JsonObject; headers: Headers }> {
  const { method = 'GET', body, headers } = init;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : { text };
  return { status: response.status, body: json, headers: response.headers };
}

describe('objects', () => {
  test('are made with what a server adds, changed, and deleted', async () => {
    const double = await startDouble();
    double.add({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    const made = await ask(double, SERVICES, { method: 'POST', body: service('shop', 'cart') });
    expect(made).toMatchObject({
      status: 201,
      body: { metadata: { generation: 1, uid: expect.any(String), resourceVersion: expect.any(String) } },
    });
    const changed = await ask(double, `${SERVICES}/cart`, {
      method: 'PATCH',
      body: { metadata: { labels: { a: 'b' } }, spec: { ports: null, type: 'ClusterIP' } },
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(changed.body).toMatchObject({
      metadata: { generation: 2, labels: { a: 'b' }, uid: asObject(made.body['metadata'])['uid'] },
      spec: { type: 'ClusterIP' },
    });
    expect(changed.body['spec']).not.toHaveProperty('ports');
    expect(Number(asObject(changed.body['metadata'])['resourceVersion'])).toBeGreaterThan(
      Number(asObject(made.body['metadata'])['resourceVersion']),
    );
    expect(await ask(double, `${SERVICES}/cart`, { method: 'DELETE' })).toMatchObject({
      status: 200,
      body: { kind: 'Status', status: 'Success' },
    });
    expect(await ask(double, `${SERVICES}/cart`)).toMatchObject({ status: 404 });
  });

  test('of another revision are in conflict, and those that exist already are not made', async () => {
    const double = await startDouble();
    double.add(service('shop', 'cart'));
    const { body } = await ask(double, `${SERVICES}/cart`);
    expect(await ask(double, `${SERVICES}/cart`, { method: 'PUT', body })).toMatchObject({ status: 200 });
    expect(await ask(double, `${SERVICES}/cart`, { method: 'PUT', body })).toMatchObject({
      status: 409,
      body: { kind: 'Status', reason: 'Conflict' },
    });
    expect(await ask(double, SERVICES, { method: 'POST', body: service('shop', 'cart') })).toMatchObject({
      status: 409,
      body: { reason: 'AlreadyExists' },
    });
  });

  test('need their namespace, and go with it', async () => {
    const double = await startDouble();
    const early = await ask(double, SERVICES, { method: 'POST', body: service('shop', 'cart') });
    expect(early).toMatchObject({ status: 404, body: { details: { name: 'shop', kind: 'namespaces' } } });
    double.add(service('shop', 'cart'), service('other', 'web'));
    await ask(double, '/api/v1/namespaces/shop', { method: 'DELETE' });
    expect(await ask(double, '/api/v1/services')).toMatchObject({
      body: { items: [{ metadata: { name: 'web' } }] },
    });
  });

  test('that are Secrets hold their texts encoded', async () => {
    const double = await startDouble();
    double.add(secret('shop', 'tls', { password: 'hunter2' }));
    expect(await ask(double, '/api/v1/namespaces/shop/secrets/tls')).toMatchObject({
      body: { type: 'Opaque', data: { password: 'aHVudGVyMg==' } },
    });
  });

  test('of built-in kinds have no type in a list, as on real servers', async () => {
    const double = await startDouble();
    double.add(service('shop', 'cart'));
    const { body } = await ask(double, SERVICES);
    expect(body).toMatchObject({ kind: 'ServiceList', items: [{ metadata: { name: 'cart' } }] });
    expect((body['items'] as JsonObject[])[0]).not.toHaveProperty('kind');
  });

  test('are selected by labels and names', async () => {
    const double = await startDouble();
    const labelled = (name: string, labels: JsonObject) =>
      service('shop', name, { metadata: { namespace: 'shop', name, labels } });
    double.add(
      labelled('a', { app: 'web', tier: 'front' }),
      labelled('b', { app: 'web' }),
      labelled('c', {}),
    );
    const names = async (query: string) => {
      const { body } = await ask(double, `${SERVICES}?${query}`);
      return (body['items'] as JsonObject[]).map((item) => asObject(item['metadata'])['name']);
    };
    expect(await names('labelSelector=app%3Dweb,tier!%3Dback')).toEqual(['a', 'b']);
    expect(await names('labelSelector=tier')).toEqual(['a']);
    expect(await names('labelSelector=!tier')).toEqual(['b', 'c']);
    expect(await names('labelSelector=tier+in+(front,back)')).toEqual(['a']);
    expect(await names('labelSelector=tier+notin+(front)')).toEqual(['b', 'c']);
    expect(await names('fieldSelector=metadata.name%3Db')).toEqual(['b']);
    expect(await ask(double, `${SERVICES}?labelSelector=a+in+b`)).toMatchObject({ status: 400 });
  });

  test('come in pages that expire', async () => {
    const double = await startDouble();
    double.add(service('shop', 'a'), service('shop', 'b'), service('shop', 'c'));
    const first = await ask(double, `${SERVICES}?limit=2`);
    expect(first.body).toMatchObject({ items: [{}, {}], metadata: { remainingItemCount: 1 } });
    const next = encodeURIComponent(String(asObject(first.body['metadata'])['continue']));
    expect(await ask(double, `${SERVICES}?limit=2&continue=${next}`)).toMatchObject({
      body: { items: [{ metadata: { name: 'c' } }] },
    });
    double.expireContinueTokens();
    expect(await ask(double, `${SERVICES}?limit=2&continue=${next}`)).toMatchObject({
      status: 410,
      body: { kind: 'Status', reason: 'Expired', code: 410 },
    });
  });
});

describe('who may do what', () => {
  test('an unknown token is nobody, no token is anonymous, and rules only add rights', async () => {
    const double = await startDouble({
      users: [{ name: 'jane', groups: ['dev'], tokens: ['t'] }],
      rules: [{ users: ['group:dev'], verbs: ['get'], resources: ['services'], namespaces: ['shop'] }],
    });
    double.add(service('shop', 'cart'));
    const as = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
    expect(await ask(double, `${SERVICES}/cart`, as('x'))).toMatchObject({
      status: 401,
      body: { kind: 'Status', reason: 'Unauthorized' },
    });
    expect(await ask(double, `${SERVICES}/cart`)).toMatchObject({ status: 403 });
    expect(await ask(double, `${SERVICES}/cart`, as('t'))).toMatchObject({ status: 200 });
    expect(await ask(double, SERVICES, as('t'))).toMatchObject({
      status: 403,
      body: { reason: 'Forbidden', details: { kind: 'services' } },
    });
    expect(await ask(double, '/apis', as('t'))).toMatchObject({ status: 200 });
  });

  test('rules may name objects', async () => {
    const double = await startDouble({ rules: [{ resources: ['services'], names: ['cart'] }] });
    double.add(service('shop', 'cart'), service('shop', 'web'));
    expect(await ask(double, `${SERVICES}/cart`)).toMatchObject({ status: 200 });
    expect(await ask(double, `${SERVICES}/web`)).toMatchObject({ status: 403 });
    expect(await ask(double, SERVICES)).toMatchObject({ status: 403 });
  });
});

describe('what is served', () => {
  test('follows from the CRDs, and a new one adds a kind', async () => {
    const double = await startDouble({ serves: [] });
    expect(await ask(double, '/apis/example.com/v1/policies')).toMatchObject({ status: 404 });
    const facts = { group: 'example.com', kind: 'Policy', plural: 'policies', namespaced: true };
    await ask(double, '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      method: 'POST',
      body: crdObject({ ...facts, versions: ['v1', 'v1alpha1'] }),
    });
    expect(await ask(double, '/apis/example.com/v1/policies')).toMatchObject({
      body: { kind: 'PolicyList', items: [] },
    });
    expect(await ask(double, '/apis/example.com')).toMatchObject({
      body: { preferredVersion: { version: 'v1' } },
    });
  });

  test('every version reads the same object under its own name', async () => {
    const double = await startDouble();
    double.add({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'TLSRoute',
      metadata: { namespace: 'shop', name: 'x' },
    });
    const path = '/apis/gateway.networking.k8s.io/v1alpha3/namespaces/shop/tlsroutes/x';
    expect(await ask(double, path)).toMatchObject({
      body: { apiVersion: 'gateway.networking.k8s.io/v1alpha3' },
    });
  });

  test('is described by OpenAPI, under an address that changes with the content', async () => {
    const double = await startDouble({ serves: 'v1.6.1-standard' });
    const index = async () => {
      const { body } = await ask(double, '/openapi/v3');
      const entry = asObject(asObject(body['paths'])['apis/gateway.networking.k8s.io/v1']);
      return String(entry['serverRelativeURL']);
    };
    const before = await index();
    const { body } = await ask(double, before);
    expect(body).toMatchObject({
      components: {
        schemas: {
          'io.k8s.networking.gateway.v1.HTTPRoute': {
            'x-kubernetes-group-version-kind': [
              { group: 'gateway.networking.k8s.io', version: 'v1', kind: 'HTTPRoute' },
            ],
          },
        },
      },
    });
    double.remove('CustomResourceDefinition', '', 'tcproutes.gateway.networking.k8s.io');
    expect(await index()).not.toBe(before);
  });

  test.skipIf(!hasCrds).each([...releases()])(
    'the table of %s serves what its CRDs serve (skipped when $GWQL_FIXTURES/crds is missing)',
    async (release) => {
      const facts = (crds: readonly JsonObject[]) =>
        crds
          .map(resourceOfCrd)
          .map(({ group, kind, plural, namespaced, versions }) => ({
            group,
            kind,
            plural,
            namespaced,
            versions,
          }))
          .sort((a, b) => (`${a.group}${a.kind}` < `${b.group}${b.kind}` ? -1 : 1));
      expect(facts(crdsOfRelease(release as Release))).toEqual(facts(await readRelease(release)));
    },
  );
});
