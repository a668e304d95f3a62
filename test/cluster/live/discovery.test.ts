import { describe, expect, test } from 'vitest';
import { asObject } from '../../../src/kube/json.ts';
import { crdObject } from '../../support/api-server-double/crd-objects.ts';
import { type LiveCluster, liveCluster } from '../../support/live-cluster.ts';

const GATEWAY = 'gateway.networking.k8s.io';
const HTTP_ROUTE = { group: GATEWAY, kind: 'HTTPRoute' };
const POLICY = { group: 'example.com', kind: 'Policy' };
const policyCrd = (versions: readonly string[]) =>
  crdObject({ ...POLICY, plural: 'policies', namespaced: true, versions });

function discoveryCalls({ double }: LiveCluster): readonly string[] {
  return double.requests.map(({ path }) => path).filter((path) => /^\/apis?(\/[^/]+){0,2}$/.test(path));
}

describe('asking', () => {
  test('is two calls, shared by all executions, and counted by none', async () => {
    const live = await liveCluster();
    const readers = [live.open(), live.open(), live.open()];
    await Promise.all(readers.map((reader) => reader.kind(HTTP_ROUTE)));
    await live.open().resources();
    expect([...discoveryCalls(live)].sort()).toEqual(['/api', '/apis']);
    expect(readers.map((reader) => reader.report().requests)).toEqual([0, 0, 0]);
  });

  test('happens again after 30 s, and costs no body when nothing has changed', async () => {
    const live = await liveCluster();
    await live.open().resources();
    live.runtime.advance(29_000);
    await live.open().resources();
    expect(discoveryCalls(live)).toHaveLength(2);
    live.runtime.advance(2_000);
    await live.open().resources();
    expect(discoveryCalls(live)).toHaveLength(4);
    expect(live.double.requests.at(-1)?.headers['if-none-match']).toBeDefined();
    expect(await live.open().kind(HTTP_ROUTE)).toMatchObject({ state: 'served' });
  });

  test('sees a CRD that was installed since', async () => {
    const live = await liveCluster();
    expect(await live.open().kind(POLICY)).toEqual({
      state: 'notServed',
      message: 'this cluster does not serve Policy (example.com)',
    });
    live.double.add(policyCrd(['v1']));
    live.runtime.advance(31_000);
    expect(await live.open().kind(POLICY)).toMatchObject({ state: 'served' });
  });

  test('is done as the kubeconfig, also for callers with a token', async () => {
    const live = await liveCluster({
      users: [
        { name: 'us', tokens: ['ours'] },
        { name: 'caller', tokens: ['theirs'] },
      ],
      user: { token: 'ours' },
    });
    await live.open('theirs').kind(HTTP_ROUTE);
    expect(live.double.requests.map(({ user }) => user)).toEqual(['us', 'us', 'us']);
  });
});

describe('policies', () => {
  const labelled = (label: string) => {
    const crd = policyCrd(['v1']);
    const labels = { 'gateway.networking.k8s.io/policy': label };
    return { ...crd, metadata: { ...asObject(crd['metadata']), labels } };
  };

  test('are the kinds of which a label of the CRD says so', async () => {
    const live = await liveCluster();
    live.double.add(labelled('Inherited'));
    expect(await live.open().kind(POLICY)).toMatchObject({ resource: { policy: 'INHERITED' } });
    expect(await live.open().kind(HTTP_ROUTE)).not.toHaveProperty('resource.policy');
  });

  test('are asked for again only when other kinds are served, and without schemas', async () => {
    const live = await liveCluster();
    await live.open().resources();
    live.runtime.advance(31_000);
    await live.open().resources();
    const asked = () => live.double.requestsFor('customresourcedefinitions');
    expect(asked()).toHaveLength(1);
    expect(asked()[0]?.headers.accept).toContain('as=PartialObjectMetadataList');
    live.double.add(labelled('Direct'));
    live.runtime.advance(31_000);
    expect(await live.open().kind(POLICY)).toMatchObject({ resource: { policy: 'DIRECT' } });
    expect(asked()).toHaveLength(2);
  });

  test('of others are not known where CRDs may not be read', async () => {
    const live = await liveCluster();
    live.double.add(labelled('Direct'));
    live.double.fail({ path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions' }, { with: 403 });
    const kind = await live.open().kind(POLICY);
    expect(kind).toMatchObject({ state: 'served' });
    expect(kind).not.toHaveProperty('resource.policy');
  });
});

describe('servers without aggregated discovery', () => {
  test('are asked for each group version and say the same', async () => {
    const older = await liveCluster({ discovery: 'legacy', serves: 'v1.4.1-experimental' });
    const newer = await liveCluster({ serves: 'v1.4.1-experimental' });
    expect(await older.open().resources()).toEqual(await newer.open().resources());
    expect([...discoveryCalls(older)].sort()).toEqual([
      '/api',
      '/api/v1',
      '/apis',
      '/apis/apiextensions.k8s.io/v1',
      '/apis/discovery.k8s.io/v1',
      '/apis/gateway.networking.k8s.io/v1',
      '/apis/gateway.networking.k8s.io/v1alpha2',
      '/apis/gateway.networking.k8s.io/v1alpha3',
      '/apis/gateway.networking.k8s.io/v1beta1',
      '/apis/gateway.networking.x-k8s.io/v1alpha1',
    ]);
  });

  test('one group that does not answer is uncertain, not gone', async () => {
    const live = await liveCluster({ discovery: 'legacy', serves: [policyCrd(['v1'])] });
    live.double.staleVersions = new Set(['example.com/v1']);
    expect(await live.open().kind(POLICY)).toEqual({
      state: 'unavailable',
      cause: 'unreachable',
      message: 'the cluster cannot say right now whether it serves Policy (example.com)',
    });
    expect(await live.open().kind({ group: '', kind: 'Service' })).toMatchObject({ state: 'served' });
  });
});

describe('what cannot be found out', () => {
  test('a stale group version keeps its kinds', async () => {
    const live = await liveCluster({ serves: [policyCrd(['v1'])] });
    await live.open().resources();
    live.double.staleVersions = new Set(['example.com/v1']);
    live.runtime.advance(31_000);
    expect(await live.open().kind(POLICY)).toMatchObject({ state: 'served', resource: { versions: ['v1'] } });
    live.runtime.advance(31_000);
    expect(await live.open().kind(POLICY)).toMatchObject({ state: 'served' });
    expect(await live.open().kind({ ...POLICY, kind: 'Other' })).toMatchObject({ state: 'unavailable' });
  });

  test('a server that fails keeps the earlier answer', async () => {
    const live = await liveCluster();
    const before = await live.open().resources();
    live.double.fail({ path: '/apis' }, { with: 500 });
    live.runtime.advance(31_000);
    expect(await live.open().resources()).toEqual(before);
    const calls = discoveryCalls(live).length;
    await live.open().resources();
    expect(discoveryCalls(live)).toHaveLength(calls);
  });

  test('without an earlier answer nothing is known, of no kind', async () => {
    const live = await liveCluster();
    live.double.fail({ path: '/apis' }, { with: 500 });
    const reader = live.open();
    const unknown = { state: 'unavailable', cause: 'unreachable' };
    expect(await reader.resources()).toMatchObject(unknown);
    expect(await reader.kind(HTTP_ROUTE)).toMatchObject(unknown);
    expect(await reader.list(HTTP_ROUTE, {})).toMatchObject(unknown);
    expect(await reader.getMany([{ ...HTTP_ROUTE, namespace: 'a', name: 'b' }])).toMatchObject([unknown]);
    live.double.clearFaults();
    expect(await live.open().kind(HTTP_ROUTE)).toMatchObject({ state: 'served' });
  });

  test('not being allowed to look is no answer either', async () => {
    const live = await liveCluster();
    live.double.fail({ path: '/api' }, { with: 403 });
    expect(await live.open().resources()).toMatchObject({ state: 'unavailable', cause: 'unauthenticated' });
  });

  test('a login page is not a cluster without kinds', async () => {
    const live = await liveCluster();
    live.double.fail({ path: /^\/apis?$/ }, { with: 200, body: '<html>' });
    expect(await live.open().resources()).toMatchObject({ state: 'unavailable', cause: 'unreachable' });
  });
});

describe('versions', () => {
  const versionsOf = async (live: LiveCluster, group: string, kind: string) => {
    const lookup = await live.open().kind({ group, kind });
    return lookup.state === 'served' ? lookup.resource.versions : lookup.state;
  };

  test.each([
    ['v1.0.0-experimental', 'GRPCRoute', ['v1alpha2']],
    ['v1.0.0-standard', 'ReferenceGrant', ['v1beta1', 'v1alpha2']],
    ['v1.1.0-experimental', 'GRPCRoute', ['v1', 'v1alpha2']],
    ['v1.4.1-experimental', 'TLSRoute', ['v1alpha3', 'v1alpha2']],
    ['v1.6.1-experimental', 'TLSRoute', ['v1', 'v1alpha3', 'v1alpha2']],
    ['v1.6.1-standard', 'HTTPRoute', ['v1', 'v1beta1']],
    ['v1.0.0-standard', 'TLSRoute', 'notServed'],
  ] as const)('%s reads %s in the best version it serves', async (serves, kind, versions) => {
    expect(await versionsOf(await liveCluster({ serves }), GATEWAY, kind)).toEqual(versions);
  });

  test('v1 is read even where the server prefers a version that this code does not know', async () => {
    const facts = { group: GATEWAY, kind: 'HTTPRoute', plural: 'httproutes', namespaced: true };
    const live = await liveCluster({ serves: [crdObject({ ...facts, versions: ['v2', 'v1', 'v1beta1'] })] });
    expect(await versionsOf(live, GATEWAY, 'HTTPRoute')).toEqual(['v1', 'v1beta1', 'v2']);
  });

  test('kinds are listed by group and kind as bytes', async () => {
    const live = await liveCluster({ serves: 'v1.6.1-standard' });
    const result = await live.open().resources();
    const names =
      result.state === 'listed' ? result.resources.map(({ group, kind }) => `${group} ${kind}`) : [];
    expect(names).toEqual([
      ' ConfigMap',
      ' Namespace',
      ' Pod',
      ' Secret',
      ' Service',
      'apiextensions.k8s.io CustomResourceDefinition',
      'discovery.k8s.io EndpointSlice',
      `${GATEWAY} BackendTLSPolicy`,
      `${GATEWAY} GRPCRoute`,
      `${GATEWAY} Gateway`,
      `${GATEWAY} GatewayClass`,
      `${GATEWAY} HTTPRoute`,
      `${GATEWAY} ListenerSet`,
      `${GATEWAY} ReferenceGrant`,
      `${GATEWAY} TCPRoute`,
      `${GATEWAY} TLSRoute`,
      `${GATEWAY} UDPRoute`,
    ]);
  });
});
