import { describe, expect, test } from 'vitest';
import { getIn } from '../../../src/kube/json.ts';
import { liveCluster } from '../../support/live-cluster.ts';

describe('a connected cluster', () => {
  test('is called as its context, unless told otherwise, and asks nothing yet', async () => {
    const { cluster, double } = await liveCluster();
    expect(cluster).toMatchObject({ name: 'double', source: 'KUBERNETES' });
    expect(double.requests).toEqual([]);
    const named = await liveCluster({ connect: { name: 'prod' } });
    expect(named.cluster.name).toBe('prod');
  });

  test('is ready when /readyz says so', async () => {
    const { cluster } = await liveCluster();
    expect(await cluster.readiness()).toEqual({ ready: true });
  });

  test('is ready when /readyz is kept from us and /version answers', async () => {
    const { cluster, double } = await liveCluster();
    double.fail({ path: '/readyz' }, { with: 403 });
    expect(await cluster.readiness()).toEqual({ ready: true });
  });

  test('is not ready, in words and without further tries, when the server is not', async () => {
    const { cluster, double } = await liveCluster();
    double.fail({ path: '/readyz' }, { with: 500 });
    expect(await cluster.readiness()).toEqual({
      ready: false,
      reason: 'the API server of cluster double failed (status 500)',
    });
    expect(double.requests).toHaveLength(1);
  });

  test('answers nothing after it was closed', async () => {
    const { cluster, double, open } = await liveCluster();
    await open().resources();
    await cluster.close();
    const result = await open().list({ group: '', kind: 'Service' }, {});
    expect(result).toMatchObject({ state: 'unavailable', cause: 'unreachable' });
    expect(double.requestsFor('services')).toEqual([]);
  });

  test('breaks off what is under way when it is closed', async () => {
    const { cluster, double, open } = await liveCluster();
    const hold = double.hold({ path: /services/ });
    const list = open().list({ group: '', kind: 'Service' }, {});
    await hold.whenWaiting(1);
    await cluster.close();
    expect(await list).toMatchObject({ state: 'unavailable' });
  });

  test('readers know no places in files, and nothing before they ask', async () => {
    const { open } = await liveCluster();
    const reader = open();
    const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } };
    expect(reader.locate(object)).toBeUndefined();
    expect(reader.hasSynced()).toBe(false);
  });
});

describe('versions', () => {
  test('of Kubernetes and of the installed release', async () => {
    const { double, open } = await liveCluster({ serves: 'v1.4.1-standard', kubernetesVersion: 'v1.33.2' });
    const reader = open();
    expect(await reader.versions()).toEqual({
      kubernetesVersion: 'v1.33.2',
      gatewayApiVersion: 'v1.4.1',
      gatewayApiChannel: 'standard',
    });
    await reader.versions();
    expect(reader.report().requests).toBe(2);
    expect(double.requestsFor('customresourcedefinitions')[0]?.headers['accept']).toContain(
      'as=PartialObjectMetadata',
    );
  });

  test('are absent where they cannot be read', async () => {
    const { open } = await liveCluster({ users: [{ name: 'jane' }], rules: [] });
    expect(await open().versions()).toEqual({ kubernetesVersion: 'v1.34.1' });
  });

  test('are absent where Gateway API is not installed', async () => {
    const { double, open } = await liveCluster({ serves: [] });
    double.fail({ path: '/version' }, { with: 403 });
    expect(await open().versions()).toEqual({ kubernetesVersion: undefined });
  });
});

describe('CRDs', () => {
  test('of Gateway API come as they are', async () => {
    const { cluster, double } = await liveCluster({ serves: 'v1.0.0-standard' });
    const crds = await cluster.crds();
    expect(crds.map((crd) => getIn(crd, 'metadata', 'name')).sort()).toEqual([
      'gatewayclasses.gateway.networking.k8s.io',
      'gateways.gateway.networking.k8s.io',
      'httproutes.gateway.networking.k8s.io',
      'referencegrants.gateway.networking.k8s.io',
    ]);
    expect(getIn(crds[0], 'spec', 'versions')).toBeDefined();
    const byName = double.requests.filter(({ path }) => path.includes('/customresourcedefinitions/'));
    expect(byName).toHaveLength(4);
  });

  test('of other groups on demand', async () => {
    const { cluster } = await liveCluster();
    expect(await cluster.crds(['gateway.networking.x-k8s.io'])).toHaveLength(3);
    expect(await cluster.crds(['example.com'])).toEqual([]);
  });

  test('that may not be read are none, with a warning for the operator', async () => {
    const { cluster, warnings } = await liveCluster({
      serves: 'v1.0.0-standard',
      users: [{ name: 'jane' }],
      rules: [],
    });
    expect(await cluster.crds()).toEqual([]);
    expect(warnings).toEqual([
      'cluster double: 4 of 4 CRDs could not be read: this user may not read customresourcedefinitions',
    ]);
  });

  test('of a cluster that does not answer are none, with a warning', async () => {
    const { cluster, double, warnings } = await liveCluster();
    double.fail({}, { with: 500 });
    expect(await cluster.crds()).toEqual([]);
    expect(warnings).toEqual(['cluster double: the API server of cluster double failed (status 500)']);
  });
});
