import { describe, expect, test } from 'vitest';
import { keyOf } from '../../../src/kube/raw-object.ts';
import { gatewayClass, httpRoute, secret, service } from '../../support/api-objects.ts';
import { crdObject } from '../../support/api-server-double/crd-objects.ts';
import { liveCluster } from '../../support/live-cluster.ts';

const SERVICE = { group: '', kind: 'Service' };
const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };
const GATEWAY_CLASS = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' };
const serviceKey = (namespace: string, name: string) => ({ ...SERVICE, namespace, name });
const secretKey = (namespace: string, name: string) => ({ group: '', kind: 'Secret', namespace, name });

describe('looking up objects by key', () => {
  test('one key of a namespace is one GET', async () => {
    const { double, open } = await liveCluster();
    double.add(service('shop', 'cart'));
    const reader = open();
    expect(await reader.getMany([serviceKey('shop', 'cart')])).toMatchObject([
      { state: 'found', object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'cart' } } },
    ]);
    expect(double.requestsFor('services').map(({ path }) => path)).toEqual([
      '/api/v1/namespaces/shop/services/cart',
    ]);
    expect(reader.report()).toEqual({ requests: 1, stale: false, hidden: [], warnings: [] });
  });

  test('several keys of a namespace are one LIST, in the order of the keys', async () => {
    const { double, open } = await liveCluster();
    double.add(service('shop', 'cart'), service('shop', 'web'));
    const reader = open();
    const lookups = await reader.getMany([
      serviceKey('shop', 'web'),
      serviceKey('shop', 'gone'),
      serviceKey('shop', 'cart'),
      serviceKey('shop', 'web'),
    ]);
    expect(lookups).toMatchObject([
      { state: 'found', object: { metadata: { name: 'web' } } },
      { state: 'absent' },
      { state: 'found', object: { metadata: { name: 'cart' } } },
      { state: 'found', object: { metadata: { name: 'web' } } },
    ]);
    expect(double.requestsFor('services')).toMatchObject([
      { path: '/api/v1/namespaces/shop/services', query: { limit: '500' } },
    ]);
    expect(reader.report().requests).toBe(1);
  });

  test('a second question about a namespace is a LIST, a third is free', async () => {
    const { double, open } = await liveCluster();
    double.add(service('shop', 'cart'), service('shop', 'web'));
    const reader = open();
    await reader.getMany([serviceKey('shop', 'cart')]);
    await reader.getMany([serviceKey('shop', 'web')]);
    expect(await reader.getMany([serviceKey('shop', 'other')])).toEqual([{ state: 'absent' }]);
    expect(double.requestsFor('services').map(({ path }) => path)).toEqual([
      '/api/v1/namespaces/shop/services/cart',
      '/api/v1/namespaces/shop/services',
    ]);
  });

  test('a repeated key is free, also while the first answer is under way', async () => {
    const { double, open } = await liveCluster();
    double.add(service('shop', 'cart'));
    const reader = open();
    await Promise.all([
      reader.getMany([serviceKey('shop', 'cart')]),
      reader.getMany([serviceKey('shop', 'cart'), serviceKey('shop', 'cart')]),
    ]);
    await reader.getMany([serviceKey('shop', 'cart')]);
    expect(reader.report().requests).toBe(1);
    expect(double.requestsFor('services')).toHaveLength(1);
  });

  test('what is in an earlier list is free, with the very same object', async () => {
    const { double, open } = await liveCluster();
    double.add(service('shop', 'cart'), service('shop', 'web'));
    const reader = open();
    const list = await reader.list(SERVICE, { namespace: 'shop' });
    const [found] = await reader.getMany([serviceKey('shop', 'cart')]);
    expect(list.state === 'listed' && found?.state === 'found' && list.objects[0] === found.object).toBe(
      true,
    );
    expect(reader.report().requests).toBe(1);
  });

  test('references of 100 routes in 5 namespaces cost one LIST per kind and namespace', async () => {
    const { double, open } = await liveCluster();
    const namespaces = ['a', 'b', 'c', 'd', 'e'];
    const keys = Array.from({ length: 100 }, (_, index) =>
      serviceKey(namespaces[index % 5] ?? '', `backend-${index}`),
    );
    double.add(...keys.map(({ namespace, name }) => service(namespace, name)));
    const reader = open();
    const lookups = await reader.getMany(keys);
    expect(lookups.every(({ state }) => state === 'found')).toBe(true);
    expect(
      double
        .requestsFor('services')
        .map(({ path }) => path)
        .sort(),
    ).toEqual(namespaces.map((namespace) => `/api/v1/namespaces/${namespace}/services`));
    expect(reader.report().requests).toBe(5);
  });

  test('where list is forbidden there is one GET per name, at most 16 at a time', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'jane', tokens: ['jane-token'] }],
      user: { token: 'jane-token' },
      rules: [{ verbs: ['get'], resources: ['services'] }],
    });
    const keys = Array.from({ length: 40 }, (_, index) => serviceKey('shop', `backend-${index}`));
    double.add(...keys.slice(1).map(({ namespace, name }) => service(namespace, name)));
    const hold = double.hold({ path: /services\/backend-/ });
    const reader = open();
    const answers = reader.getMany(keys);
    await hold.whenWaiting(16);
    for (let released = 0; released < 24; released += 1) {
      hold.releaseOne();
      // The freed place is taken; one more than that would show in the peak.
      await hold.whenWaiting(16);
    }
    hold.release();
    const lookups = await answers;
    expect(lookups.map(({ state }) => state)).toEqual(['absent', ...Array(39).fill('found')]);
    expect(hold.peak).toBe(16);
    expect(reader.report()).toMatchObject({ requests: 41, hidden: [] });
  });

  test('Secrets and ConfigMaps are read by name however many there are', async () => {
    const { double, open } = await liveCluster();
    double.add(secret('shop', 'a', { password: 'hunter2' }), secret('shop', 'b'));
    const reader = open();
    const lookups = await reader.getMany([
      secretKey('shop', 'a'),
      secretKey('shop', 'b'),
      { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'ca' },
    ]);
    expect(lookups.map(({ state }) => state)).toEqual(['found', 'found', 'absent']);
    expect(double.requests.map(({ path }) => path).filter((path) => path.includes('/namespaces/'))).toEqual([
      '/api/v1/namespaces/shop/secrets/a',
      '/api/v1/namespaces/shop/secrets/b',
      '/api/v1/namespaces/shop/configmaps/ca',
    ]);
    expect(JSON.stringify(lookups)).not.toMatch(/hunter2|aHVudGVyMg/);
    expect(lookups[0]).toMatchObject({ object: { keys: ['password'] } });
  });

  test('Secrets are never listed', async () => {
    const { double, open } = await liveCluster();
    const reader = open();
    expect(await reader.list({ group: '', kind: 'Secret' }, {})).toMatchObject({ state: 'forbidden' });
    expect(double.requestsFor('secrets')).toEqual([]);
  });

  test('cluster-scoped kinds have no namespace, whatever the key says', async () => {
    const { double, open } = await liveCluster();
    double.add(gatewayClass('public'), gatewayClass('private'));
    const reader = open();
    const [first] = await reader.getMany([{ ...GATEWAY_CLASS, namespace: 'shop', name: 'public' }]);
    expect(first).toMatchObject({ state: 'found', object: { metadata: { name: 'public' } } });
    expect(await reader.getMany([{ ...GATEWAY_CLASS, name: 'public' }])).toMatchObject([{ state: 'found' }]);
    expect(double.requestsFor('gatewayclasses').map(({ path }) => path)).toEqual([
      '/apis/gateway.networking.k8s.io/v1/gatewayclasses/public',
    ]);
  });

  test.each(['..', '.', '', 'a/b', 'a%2fb', 'x'.repeat(254)])(
    'nothing can be called %j: absent without a call',
    async (name) => {
      const { open } = await liveCluster();
      const reader = open();
      expect(await reader.getMany([serviceKey('shop', name), serviceKey(name, 'cart')])).toEqual([
        { state: 'absent' },
        { state: 'absent' },
      ]);
      expect(reader.report().requests).toBe(0);
    },
  );

  test('a name with odd characters stays one part of the path', async () => {
    const { double, open } = await liveCluster();
    expect(await open().getMany([serviceKey('shop', 'a?b=c#d')])).toEqual([{ state: 'absent' }]);
    expect(double.requestsFor('services').map(({ path }) => path)).toEqual([
      '/api/v1/namespaces/shop/services/a%3Fb%3Dc%23d',
    ]);
  });
});

describe('failures are values', () => {
  test('403 is forbidden, the same whether the object exists', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'jane', tokens: ['jane-token'] }],
      user: { token: 'jane-token' },
      rules: [],
    });
    double.add(service('shop', 'cart'));
    const reader = open();
    const lookups = await reader.getMany([serviceKey('shop', 'cart')]);
    const others = await reader.getMany([serviceKey('other', 'none')]);
    expect(lookups).toEqual([
      { state: 'forbidden', message: 'not permitted to get Service in namespace shop' },
    ]);
    expect(others).toEqual([
      { state: 'forbidden', message: 'not permitted to get Service in namespace other' },
    ]);
    expect(JSON.stringify(lookups)).not.toContain('jane');
  });

  test('a forbidden list is reported as hidden, everywhere as *', async () => {
    const { open } = await liveCluster({ users: [{ name: 'jane' }], rules: [] });
    const reader = open();
    expect(await reader.list(HTTP_ROUTE, {})).toEqual({
      state: 'forbidden',
      message: 'not permitted to list HTTPRoute (gateway.networking.k8s.io)',
    });
    await reader.list(HTTP_ROUTE, { namespace: 'shop' });
    await reader.list(HTTP_ROUTE, {});
    expect(reader.report()).toMatchObject({
      requests: 2,
      hidden: [
        { ...HTTP_ROUTE, scope: '*' },
        { ...HTTP_ROUTE, scope: 'shop' },
      ],
    });
  });

  test('a kind that is not installed is not served, with one warning and no call', async () => {
    const { open } = await liveCluster({ serves: 'v1.0.0-standard' });
    const reader = open();
    const listenerSet = { group: 'gateway.networking.k8s.io', kind: 'ListenerSet' };
    const message = 'this cluster does not serve ListenerSet (gateway.networking.k8s.io)';
    expect(await reader.list(listenerSet, {})).toEqual({ state: 'notServed', message });
    expect(await reader.getMany([{ ...listenerSet, namespace: 'shop', name: 'x' }])).toEqual([
      { state: 'notServed', message },
    ]);
    expect(reader.report()).toEqual({ requests: 0, stale: false, hidden: [], warnings: [message] });
  });

  test('a kind that went since discovery is not served, and discovery looks again', async () => {
    const { double, open } = await liveCluster();
    await open().kind(HTTP_ROUTE);
    double.remove('CustomResourceDefinition', '', 'httproutes.gateway.networking.k8s.io');
    const reader = open();
    expect(await reader.getMany([{ ...HTTP_ROUTE, namespace: 'shop', name: 'cart' }])).toMatchObject([
      { state: 'notServed' },
    ]);
    expect(reader.report().warnings).toHaveLength(1);
    expect(await open().kind(HTTP_ROUTE)).toMatchObject({ state: 'notServed' });
  });

  test('401 is unauthenticated, in words that hold no token', async () => {
    const { open } = await liveCluster({
      users: [{ name: 'jane', tokens: ['good'] }],
      user: { token: 'good' },
    });
    const reader = open('expired-secret-token');
    const lookups = await reader.getMany([serviceKey('shop', 'cart')]);
    expect(lookups).toEqual([
      {
        state: 'unavailable',
        cause: 'unauthenticated',
        message: 'the API server of cluster double does not accept the credentials; they may have expired',
      },
    ]);
    expect(JSON.stringify(reader.report())).not.toContain('expired-secret-token');
  });

  test('a server error that stays is unreachable and echoes nothing of the body', async () => {
    const { double, open } = await liveCluster();
    double.fail({ path: /services/ }, { with: 500, body: 'stack trace with password' });
    const reader = open();
    expect(await reader.list(SERVICE, { namespace: 'shop' })).toEqual({
      state: 'unavailable',
      cause: 'unreachable',
      message: 'the API server of cluster double failed (status 500)',
    });
    expect(reader.report().requests).toBe(4);
  });

  test('keys behind a list that failed are not asked one by one', async () => {
    const { double, open } = await liveCluster();
    double.fail({ path: /services/ }, { with: 503 });
    const reader = open();
    const lookups = await reader.getMany([serviceKey('shop', 'a'), serviceKey('shop', 'b')]);
    expect(lookups.map(({ state }) => state)).toEqual(['unavailable', 'unavailable']);
    expect(double.requestsFor('services').every(({ path }) => path.endsWith('/services'))).toBe(true);
  });

  test('an answer that is no object is not an absent one', async () => {
    const { double, open } = await liveCluster();
    double.fail({ path: /services/ }, { with: 200, body: '<html>please log in</html>' });
    const reader = open();
    expect(await reader.getMany([serviceKey('shop', 'cart')])).toMatchObject([
      { state: 'unavailable', cause: 'unreachable' },
    ]);
    expect(await reader.list(SERVICE, {})).toMatchObject({ state: 'unavailable', cause: 'unreachable' });
  });

  test('a query that was cancelled asks nothing', async () => {
    const { double, cluster } = await liveCluster();
    const reader = cluster.openReader({ credentials: {}, signal: AbortSignal.abort() });
    expect(await reader.list(SERVICE, {})).toMatchObject({ state: 'unavailable' });
    expect(double.requestsFor('services')).toEqual([]);
  });

  test('cancelling breaks off what is under way', async () => {
    const { double, cluster } = await liveCluster();
    double.fail({ path: /services/ }, { with: 'hang' });
    const controller = new AbortController();
    const hold = double.hold({ path: /services/ });
    const reader = cluster.openReader({ credentials: {}, signal: controller.signal });
    const list = reader.list(SERVICE, {});
    await hold.whenWaiting(1);
    controller.abort();
    expect(await list).toMatchObject({ state: 'unavailable', cause: 'unreachable' });
  });
});

describe('listing', () => {
  test('the same list asked twice costs one call', async () => {
    const { double, open } = await liveCluster();
    double.add(httpRoute('shop', 'cart'));
    const reader = open();
    const [one, two] = await Promise.all([reader.list(HTTP_ROUTE, {}), reader.list(HTTP_ROUTE, {})]);
    const three = await reader.list(HTTP_ROUTE, {});
    expect(one).toMatchObject({ state: 'listed', objects: [{ metadata: { name: 'cart' } }] });
    expect([two, three]).toEqual([one, one]);
    expect(reader.report().requests).toBe(1);
  });

  test('a namespace is answered from the list of the whole cluster, also while it is under way', async () => {
    const { double, open } = await liveCluster();
    double.add(httpRoute('shop', 'cart'), httpRoute('other', 'web'), httpRoute('shop', 'blog'));
    const reader = open();
    const [, shop] = await Promise.all([
      reader.list(HTTP_ROUTE, {}),
      reader.list(HTTP_ROUTE, { namespace: 'shop' }),
    ]);
    expect(shop).toMatchObject({
      state: 'listed',
      objects: [{ metadata: { name: 'blog' } }, { metadata: { name: 'cart' } }],
    });
    expect(await reader.getMany([{ ...HTTP_ROUTE, namespace: 'other', name: 'web' }])).toMatchObject([
      { state: 'found' },
    ]);
    expect(await reader.list(HTTP_ROUTE, { namespace: 'empty' })).toEqual({ state: 'listed', objects: [] });
    expect(reader.report().requests).toBe(1);
  });

  test('who may not list everywhere may still list a namespace', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'jane' }],
      rules: [{ verbs: ['list'], namespaces: ['shop'] }],
    });
    double.add(httpRoute('shop', 'cart'));
    const reader = open();
    expect(await reader.list(HTTP_ROUTE, {})).toMatchObject({ state: 'forbidden' });
    expect(await reader.list(HTTP_ROUTE, { namespace: 'shop' })).toMatchObject({
      state: 'listed',
      objects: [{}],
    });
    expect(reader.report().hidden).toEqual([{ ...HTTP_ROUTE, scope: '*' }]);
  });

  test('objects come by namespace and name as bytes, unlike etcd keeps them', async () => {
    const { double, open } = await liveCluster();
    double.add(
      httpRoute('shop', 'b'),
      httpRoute('shop', 'a'),
      httpRoute('shop-a', 'z'),
      httpRoute('sho', 'y'),
    );
    const result = await open().list(HTTP_ROUTE, {});
    const keys = result.state === 'listed' ? result.objects.map(keyOf) : [];
    expect(keys.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'sho/y',
      'shop/a',
      'shop/b',
      'shop-a/z',
    ]);
  });

  test('an execution sees what changed since the one before', async () => {
    const { double, open } = await liveCluster();
    expect(await open().list(HTTP_ROUTE, {})).toEqual({ state: 'listed', objects: [] });
    double.add(httpRoute('shop', 'cart'));
    expect(await open().list(HTTP_ROUTE, {})).toMatchObject({ objects: [{ metadata: { name: 'cart' } }] });
  });

  test('bookkeeping of the server is dropped', async () => {
    const { double, open } = await liveCluster();
    double.add({
      ...httpRoute('shop', 'cart'),
      metadata: {
        namespace: 'shop',
        name: 'cart',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}', note: 'kept' },
      },
    });
    const result = await open().list(HTTP_ROUTE, {});
    const metadata = result.state === 'listed' ? result.objects[0]?.metadata : undefined;
    expect(metadata).not.toHaveProperty('managedFields');
    expect(metadata?.annotations).toEqual({ note: 'kept' });
  });
});

describe('kinds of older and other releases', () => {
  test('GRPCRoute of a v1.0 cluster is read as v1alpha2', async () => {
    const { double, open } = await liveCluster({ serves: 'v1.0.0-experimental' });
    const kind = { group: 'gateway.networking.k8s.io', kind: 'GRPCRoute' };
    double.add({
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      kind: 'GRPCRoute',
      metadata: { namespace: 'shop', name: 'cart' },
    });
    expect(await open().list(kind, {})).toMatchObject({
      state: 'listed',
      objects: [{ apiVersion: 'gateway.networking.k8s.io/v1alpha2' }],
    });
    expect(double.requestsFor('grpcroutes').map(({ path }) => path)).toEqual([
      '/apis/gateway.networking.k8s.io/v1alpha2/grpcroutes',
    ]);
  });

  test.each([
    ['v1.3.0-experimental', 'gateway.networking.x-k8s.io', 'XListenerSet', 'v1alpha1'],
    ['v1.2.1-experimental', 'gateway.networking.k8s.io', 'BackendLBPolicy', 'v1alpha2'],
  ] as const)('%s serves %s %s, which reads like any kind', async (serves, group, kind, version) => {
    const { double, open } = await liveCluster({ serves });
    double.add({ apiVersion: `${group}/${version}`, kind, metadata: { namespace: 'shop', name: 'x' } });
    const reader = open();
    expect(await reader.getMany([{ group, kind, namespace: 'shop', name: 'x' }])).toMatchObject([
      { state: 'found', object: { kind, apiVersion: `${group}/${version}` } },
    ]);
    expect(reader.report().warnings).toEqual([]);
  });

  test('a kind that nobody knows beforehand reads in the version that the server prefers', async () => {
    const facts = { group: 'example.com', kind: 'Policy', plural: 'policies', namespaced: true };
    const { double, open } = await liveCluster({
      serves: [crdObject({ ...facts, versions: ['v1beta1', 'v2', 'v1'] })],
    });
    double.add({ apiVersion: 'example.com/v2', kind: 'Policy', metadata: { namespace: 'shop', name: 'x' } });
    expect(await open().list({ group: 'example.com', kind: 'Policy' }, {})).toMatchObject({
      objects: [{ apiVersion: 'example.com/v2' }],
    });
  });
});
