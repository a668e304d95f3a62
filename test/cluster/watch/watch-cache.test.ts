import { describe, expect, test } from 'vitest';
import type { ClusterReader } from '../../../src/kube/cluster-reader.ts';
import { isPromise } from '../../../src/kube/maybe-promise.ts';
import { httpRoute, secret } from '../../support/api-objects.ts';
import { crdObject, crdsOfRelease } from '../../support/api-server-double/crd-objects.ts';
import { cachedCluster as cached, fromMemory as value } from '../../support/cached-cluster.ts';
import type { ManualRuntime } from '../../support/manual-runtime.ts';
import { until } from '../../support/until.ts';

const GROUP = 'gateway.networking.k8s.io';
const HTTP_ROUTE = { group: GROUP, kind: 'HTTPRoute' };
const SERVICE = { group: '', kind: 'Service' };
const SECRET = { group: '', kind: 'Secret' };
const CART = { ...HTTP_ROUTE, namespace: 'shop', name: 'cart' };

function listed(reader: ClusterReader, kind = HTTP_ROUTE, namespace?: string): readonly string[] | string {
  const result = value(reader.list(kind, { namespace }));
  return result.state === 'listed' ? result.objects.map(({ metadata }) => metadata.name) : result.state;
}

describe('a cache that has synced', () => {
  test('answers with values, and asks the cluster nothing', async () => {
    const { double, open, ready } = await cached();
    await ready();
    const before = double.requests.length;
    const reader = open();
    expect(reader.hasSynced()).toBe(true);
    expect(value(reader.getMany([CART, { ...CART, name: 'none' }]))).toMatchObject([
      { state: 'found', object: { metadata: { name: 'cart' } } },
      { state: 'absent' },
    ]);
    expect(
      value(reader.getMany([{ group: GROUP, kind: 'GatewayClass', namespace: 'x', name: 'public' }])),
    ).toMatchObject([{ state: 'found' }]);
    expect(listed(reader)).toEqual(['cart']);
    expect(listed(reader, HTTP_ROUTE, 'shop')).toEqual(['cart']);
    expect(listed(reader, HTTP_ROUTE, 'nowhere')).toEqual([]);
    expect(listed(reader, { group: GROUP, kind: 'GatewayClass' }, 'shop')).toEqual(['public']);
    expect(value(reader.kind(SERVICE))).toMatchObject({
      state: 'served',
      resource: { synced: true, count: 1, age: 0 },
    });
    expect(value(reader.versions())).toEqual({
      kubernetesVersion: 'v1.34.1',
      gatewayApiVersion: 'v1.6.1',
      gatewayApiChannel: 'experimental',
    });
    expect(reader.locate(httpRoute('shop', 'cart') as never)).toBeUndefined();
    expect(reader.report()).toEqual({ requests: 0, dataAge: 0, stale: false, hidden: [], warnings: [] });
    expect(double.requests.length).toBe(before);
  });

  test('hands out the same lists while nothing has changed, and the same objects after', async () => {
    const { double, open, ready } = await cached();
    await ready();
    double.add(httpRoute('blog', 'posts'));
    await until(() => listed(open()).length === 2);
    const lists = (reader: ClusterReader, namespace?: string) => {
      const result = value(reader.list(HTTP_ROUTE, { namespace }));
      return result.state === 'listed' ? result.objects : [];
    };
    const [all, blog] = [lists(open()), lists(open(), 'blog')];
    expect(lists(open())).toBe(all);
    double.add(httpRoute('shop', 'web'));
    await until(() => listed(open()).length === 3);
    expect(lists(open(), 'blog')).toBe(blog);
    expect(lists(open())[0]).toBe(all[0]);
    expect(all).toHaveLength(2);
  });

  test('shows each execution one moment, whatever happens meanwhile', async () => {
    const { double, open, ready } = await cached();
    await ready();
    const reader = open();
    double.add(httpRoute('shop', 'web'));
    double.remove('HTTPRoute', 'shop', 'cart');
    await until(() => listed(open()).includes('web') && listed(open()).length === 1);
    expect(listed(reader)).toEqual(['cart']);
    expect(value(reader.getMany([CART]))).toMatchObject([{ state: 'found' }]);
  });

  test('says of kinds that are not served that they are not, not that there are none', async () => {
    const { open, ready } = await cached({ serves: 'v1.6.1-standard' });
    await ready();
    const reader = open();
    const unserved = { group: 'gateway.networking.x-k8s.io', kind: 'XBackend' };
    expect(listed(reader, unserved)).toBe('notServed');
    expect(value(reader.getMany([{ ...unserved, namespace: 'shop', name: 'x' }]))).toMatchObject([
      { state: 'notServed' },
    ]);
    expect(value(reader.kind(unserved))).toMatchObject({ state: 'notServed' });
    expect(reader.report().warnings).toEqual([
      'this cluster does not serve XBackend (gateway.networking.x-k8s.io)',
    ]);
  });

  test('counts what it holds, kind by kind, and what it does not hold it does not count', async () => {
    const { open, ready } = await cached();
    await ready();
    const result = value(open().resources());
    const resources = result.state === 'listed' ? result.resources : [];
    const of = (kind: string) => resources.find((resource) => resource.kind === kind);
    expect(of('HTTPRoute')).toMatchObject({ synced: true, count: 1, age: 0 });
    expect(of('Gateway')).toMatchObject({ synced: true, count: 0 });
    expect(of('Namespace')).toMatchObject({ synced: true, count: 3 });
    expect(of('Secret')).toMatchObject({ synced: false });
    expect(of('Secret')).not.toHaveProperty('count');
    expect(of('Pod')).toMatchObject({ synced: false });
  });

  test('asks the cluster for kinds that it does not hold, and counts that', async () => {
    const { double, open, ready } = await cached();
    await ready();
    double.add({ apiVersion: 'v1', kind: 'Pod', metadata: { namespace: 'shop', name: 'cart' } });
    const reader = open();
    const pods = { group: '', kind: 'Pod' };
    expect(await reader.list(pods, { namespace: 'shop' })).toMatchObject({
      objects: [{ metadata: { name: 'cart' } }],
    });
    const mixed = reader.getMany([
      CART,
      { ...pods, namespace: 'shop', name: 'cart' },
      { ...CART, name: 'none' },
    ]);
    expect(await mixed).toMatchObject([{ state: 'found' }, { state: 'found' }, { state: 'absent' }]);
    expect(reader.report().requests).toBe(1);
  });

  test('answers callers with a token of their own by asking the cluster as them', async () => {
    const { double, cluster, ready } = await cached({
      users: [
        { name: 'us', tokens: ['ours'] },
        { name: 'jane', tokens: ['hers'] },
      ],
      rules: [{ users: ['us'] }],
      token: 'ours',
    });
    await ready();
    const jane = cluster.openReader({ credentials: { bearerToken: 'hers' } });
    expect(await jane.list(HTTP_ROUTE, {})).toMatchObject({ state: 'forbidden' });
    expect(double.requestsFor('httproutes').at(-1)?.user).toBe('jane');
  });
});

describe('connections', () => {
  test('of 200 calls are at most 20, and each watch has one of its own', async () => {
    const { double, open, ready } = await cached();
    await ready();
    // 13 kinds of Gateway API, Service, Namespace, EndpointSlice and the CRDs.
    const watches = 17;
    await until(() => double.watches.all().length === watches);
    const before = double.connections;
    const pods = Array.from({ length: 200 }, (_, index) => `team-${index}`);
    const lists = pods.map((namespace) => open().list({ group: '', kind: 'Pod' }, { namespace }));
    await Promise.all(lists);
    expect(double.connections - before).toBeLessThanOrEqual(20);
    expect(double.connections).toBeLessThanOrEqual(watches + 20);
  });
});

describe('while the cache fills', () => {
  test('queries are answered by the cluster, and readiness says what is missing', async () => {
    const { double, open, ready, cluster, runtime } = await cached({
      prepare: (server) => server.fail({ path: /\/v1\/httproutes$/, watch: false }, { with: 503, times: 1 }),
    });
    await until(async () => {
      const state = await cluster.readiness();
      return !state.ready && state.reason.endsWith('could not list httproutes (status 503)');
    });
    const before = double.requestsFor('httproutes').length;
    const reader = open();
    expect(reader.hasSynced()).toBe(false);
    expect(await reader.list(HTTP_ROUTE, {})).toMatchObject({ state: 'listed' });
    expect(reader.report()).toMatchObject({ requests: 1, stale: false });
    expect(reader.report()).not.toHaveProperty('dataAge');
    expect(double.requestsFor('httproutes')).toHaveLength(before + 1);
    await runtime.advance(800);
    await ready();
    expect(listed(open())).toEqual(['cart']);
  });

  test('a server that is away makes everything unavailable, which is not the same as empty', async () => {
    const { open, cluster, runtime, double } = await cached({ prepare: (server) => server.goAway() });
    await until(() => runtime.sleeping.length > 0);
    expect(await cluster.readiness()).toMatchObject({ ready: false });
    const reader = open();
    expect(reader.hasSynced()).toBe(false);
    const answers = Promise.all([
      reader.list(HTTP_ROUTE, {}),
      reader.getMany([CART]),
      reader.kind(HTTP_ROUTE),
      reader.resources(),
    ]);
    for (let tries = 0; tries < 20; tries += 1) await runtime.advance(1_000);
    expect(await answers).toMatchObject([
      { state: 'unavailable', cause: 'unreachable' },
      [{ state: 'unavailable', cause: 'unreachable' }],
      { state: 'unavailable' },
      { state: 'unavailable' },
    ]);
    await double.comeBack();
    await until(() => {
      runtime.advance(1_000);
      return open().hasSynced();
    });
    expect(listed(open())).toEqual(['cart']);
  });
});

describe('a server that goes away', () => {
  test('leaves the answers as they were, which say how old they are', async () => {
    const { double, open, ready, runtime, cluster } = await cached();
    await ready();
    await double.goAway();
    await until(() => listedStale(open()));
    await runtime.advance(40_000);
    const reader = open();
    expect(listed(reader)).toEqual(['cart']);
    expect(reader.report()).toMatchObject({ requests: 0, stale: true, dataAge: 40, warnings: [] });
    expect(await cluster.readiness()).toEqual({ ready: true });
    double.add(httpRoute('shop', 'web'));
    await double.comeBack();
    await until(() => {
      runtime.advance(1_000);
      return listed(open()).includes('web');
    });
    await until(() => !listedStale(open()));
  });

  test('is said only of what a query has read', async () => {
    const { double, open, ready } = await cached();
    await ready();
    await double.goAway();
    await until(() => listedStale(open()));
    expect(open().report()).toEqual({ requests: 0, stale: false, hidden: [], warnings: [] });
  });
});

function listedStale(reader: ClusterReader): boolean {
  value(reader.list(HTTP_ROUTE, {}));
  return reader.report().stale;
}

describe('Secrets and ConfigMaps', () => {
  const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
  const TLS = { ...SECRET, namespace: 'shop', name: 'tls' };
  const hidden = secret('shop', 'tls', { password: 'hunter2' });
  const applied = {
    ...hidden,
    metadata: { namespace: 'shop', name: 'tls', annotations: { [LAST_APPLIED]: JSON.stringify(hidden) } },
  };

  test('are never listed or watched, only read by name, and their public facts are kept for a minute', async () => {
    const { double, open, ready, runtime } = await cached({ prepare: (server) => server.add(applied) });
    await ready();
    expect(double.requestsFor('secrets')).toEqual([]);
    expect(double.requestsFor('configmaps')).toEqual([]);
    const reader = open();
    const found = await Promise.all([reader.getMany([TLS]), reader.getMany([TLS, TLS])]);
    expect(found[0]).toMatchObject([{ state: 'found', object: { keys: ['password'] } }]);
    expect(reader.report()).toMatchObject({ requests: 1, dataAge: 0 });
    await runtime.advance(59_000);
    const later = open();
    expect(value(later.getMany([TLS]))).toMatchObject([{ state: 'found' }]);
    expect(later.report()).toMatchObject({ requests: 0, dataAge: 59 });
    expect(double.requestsFor('secrets')).toHaveLength(1);
    await runtime.advance(1_000);
    await open().getMany([TLS]);
    expect(double.requestsFor('secrets')).toHaveLength(2);
    const everything = JSON.stringify([found, reader.report(), value(reader.resources())]);
    expect(everything).not.toContain('hunter2');
    expect(everything).not.toContain(Buffer.from('hunter2').toString('base64'));
    expect(everything).not.toContain(LAST_APPLIED);
  });

  test('cannot be listed', async () => {
    const { open, ready } = await cached();
    await ready();
    expect(await open().list(SECRET, {})).toMatchObject({ state: 'forbidden' });
  });

  test('that are not there, or may not be read, or cannot be named', async () => {
    const { double, open, ready } = await cached();
    await ready();
    expect(await open().getMany([TLS])).toEqual([{ state: 'absent' }]);
    const before = double.requests.length;
    expect(
      await open().getMany([
        { ...TLS, name: '../x' },
        { ...SECRET, name: 'tls' },
      ]),
    ).toEqual([{ state: 'absent' }, { state: 'absent' }]);
    expect(double.requests.length).toBe(before);
    double.rules = [];
    const other = { ...TLS, name: 'other' };
    expect(await open().getMany([other])).toMatchObject([{ state: 'forbidden' }]);
    double.rules = undefined;
    expect(await open().getMany([other])).toEqual([{ state: 'absent' }]);
  });
});

describe('kinds that come and go', () => {
  const POLICY = { group: GROUP, kind: 'NewPolicy' };
  const policyCrd = (version: string) =>
    crdObject({ ...POLICY, plural: 'newpolicies', namespaced: true, versions: [version] });
  const policy = (version: string) => ({
    apiVersion: `${GROUP}/${version}`,
    kind: 'NewPolicy',
    metadata: { namespace: 'shop', name: 'first' },
  });

  /** Time passes in small steps while sockets do their work. */
  async function soon(runtime: ManualRuntime, holds: () => boolean): Promise<void> {
    await until(() => {
      runtime.advance(100);
      return holds();
    }, String(holds));
  }

  test('are held soon after their CRD was installed, and not served after it was removed', async () => {
    const { double, open, ready, runtime } = await cached();
    await ready();
    expect(listed(open(), POLICY)).toBe('notServed');
    double.add(policyCrd('v1'), policy('v1'));
    await soon(runtime, () => value(open().kind(POLICY)).state === 'served');
    await soon(runtime, () => open().hasSynced());
    expect(listed(open(), POLICY)).toEqual(['first']);
    double.remove('CustomResourceDefinition', '', `newpolicies.${GROUP}`);
    await soon(runtime, () => value(open().kind(POLICY)).state === 'notServed');
    expect(listed(open(), POLICY)).toBe('notServed');
    expect(double.watches.of('newpolicies')).toEqual([]);
  });

  test('in another version are read in that version', async () => {
    const { double, open, ready, runtime } = await cached();
    await ready();
    double.add(policyCrd('v1alpha1'), policy('v1alpha1'));
    const version = () => {
      const result = open().list(POLICY, {});
      return !isPromise(result) && result.state === 'listed' ? result.objects[0]?.apiVersion : undefined;
    };
    await soon(runtime, () => version() === `${GROUP}/v1alpha1`);
    const resource = double.resources.find(({ kind }) => kind === 'CustomResourceDefinition');
    const before = resource && double.store.get(resource, '', `newpolicies.${GROUP}`);
    if (resource === undefined || before === undefined) throw new Error('the CRD is not there');
    double.store.replace(resource, '', before, policyCrd('v1'));
    await soon(runtime, () => version() === `${GROUP}/v1`);
    await until(() => double.watches.of('newpolicies').length === 1);
  });

  test('are noticed by polling where CRDs may not be watched', async () => {
    const crds = { users: ['us'], groups: ['apiextensions.k8s.io'], verbs: ['get'] };
    const others = { users: ['us'], groups: ['', GROUP, 'gateway.networking.x-k8s.io', 'discovery.k8s.io'] };
    const { double, open, ready, runtime } = await cached({
      users: [{ name: 'us', tokens: ['ours'] }],
      rules: [crds, others],
      token: 'ours',
    });
    await ready();
    double.add(policyCrd('v1'));
    await soon(runtime, () => value(open().kind(POLICY)).state === 'served');
  });

  test('a whole release at once, into a cluster that had none', async () => {
    const { double, open, ready, runtime } = await cached({ serves: [], objects: [] });
    await ready();
    expect(listed(open())).toBe('notServed');
    double.add(...crdsOfRelease('v1.6.1-standard'));
    await soon(runtime, () => value(open().kind(HTTP_ROUTE)).state === 'served' && open().hasSynced());
    double.add(httpRoute('shop', 'cart'));
    await until(() => listed(open()).length === 1);
    await soon(runtime, () => (value(open().versions()).gatewayApiVersion ?? '') === 'v1.6.1');
  });
});

describe('rights', () => {
  test('to list a kind in one namespace only still answer for that namespace', async () => {
    const groups = [GROUP, 'gateway.networking.x-k8s.io', 'discovery.k8s.io', 'apiextensions.k8s.io'];
    const { open, ready, double, warnings } = await cached({
      users: [{ name: 'us', tokens: ['ours'] }],
      rules: [
        { users: ['us'], groups },
        { users: ['us'], groups: [''], resources: ['namespaces'] },
        { users: ['us'], groups: [''], resources: ['services'], namespaces: ['shop'] },
      ],
      token: 'ours',
    });
    await ready();
    const reader = open();
    expect(await reader.list(SERVICE, { namespace: 'shop' })).toMatchObject({ state: 'listed' });
    expect(await reader.list(SERVICE, {})).toMatchObject({ state: 'forbidden' });
    expect(await reader.getMany([{ ...SERVICE, namespace: 'shop', name: 'cart' }])).toMatchObject([
      { state: 'found' },
    ]);
    expect(reader.report().hidden).toEqual([{ ...SERVICE, scope: '*' }]);
    expect(listed(reader)).toEqual(['cart']);
    expect(double.requestsFor('services').filter(({ query }) => query['watch'] === 'true')).toEqual([]);
    expect(warnings).toEqual([
      'the API server of cluster double does not let this user list services (status 403)',
    ]);
  });
});

describe('close()', () => {
  test('leaves nothing running', async () => {
    const { double, ready, cluster, runtime } = await cached();
    await ready();
    await cluster.close();
    await until(() => double.watches.all().length === 0);
    expect(runtime.sleeping).toEqual([]);
  });

  test('while it still connects', async () => {
    const { cluster, double } = await cached({
      prepare: (server) => void server.hold({ path: /^\/apis?$/ }),
    });
    await until(() => double.requests.length > 0);
    await cluster.close();
  });
});
