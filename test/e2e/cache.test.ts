import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectKubernetes, type KubernetesCluster } from '../../src/cluster/live/connect-kubernetes.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import type { Lookup } from '../../src/kube/lookup.ts';
import { isPromise } from '../../src/kube/maybe-promise.ts';
import { crdObject } from '../support/api-server-double/crd-objects.ts';
import { eventually } from './eventually.ts';
import { SECRET_VALUE } from './objects.ts';
import { sandboxForFile } from './sandbox-for-file.ts';

const SERVICE = { group: '', kind: 'Service' };

const { scene } = sandboxForFile();
let cluster: KubernetesCluster | undefined;

beforeAll(async () => {
  const { kubeconfig, context } = scene().target;
  cluster = await connectKubernetes({ kubeconfig, context, userAgentVersion: 'e2e', cache: 'shared' });
  await eventually(async () => (await cluster?.readiness())?.ready === true);
});

afterAll(() => cluster?.close());

function open(): ClusterReader {
  if (cluster === undefined) throw new Error('the cluster is there once a test runs');
  return cluster.openReader({ credentials: {} });
}

function named(name: string): Lookup['state'] {
  const lookups = open().getMany([{ ...SERVICE, namespace: scene().sandbox.shop, name }]);
  return isPromise(lookups) ? 'unavailable' : (lookups[0]?.state ?? 'unavailable');
}

describe('a watch cache', () => {
  test('answers from memory, with the age of its data and no call', () => {
    const reader = open();
    expect(reader.hasSynced()).toBe(true);
    const result = reader.list(SERVICE, { namespace: scene().sandbox.backends });
    if (isPromise(result)) throw new Error('the answer did not come from memory');
    expect(result).toMatchObject({ state: 'listed' });
    expect(reader.report()).toMatchObject({ requests: 0, dataAge: expect.any(Number), stale: false });
  });

  test('holds the same objects that direct reads give', async () => {
    const { cluster: direct } = scene();
    const read = async (reader: ClusterReader) => {
      const result = await reader.list(SERVICE, { namespace: scene().sandbox.backends });
      return result.state === 'listed' ? result.objects : [];
    };
    expect(await read(open())).toEqual(await read(direct.openReader({ credentials: {} })));
  });

  test('is told of what comes and goes', async () => {
    const { sandbox } = scene();
    const metadata = { namespace: sandbox.shop, name: 'comes-and-goes' };
    const service = { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } };
    expect(named('comes-and-goes')).toBe('absent');
    await sandbox.create(service);
    await eventually(() => named('comes-and-goes') === 'found');
    await sandbox.delete(service);
    await eventually(() => named('comes-and-goes') === 'absent');
  });

  test('never holds a Secret, and shows nothing of what is in it', async () => {
    const key = { group: '', kind: 'Secret', namespace: scene().sandbox.shop, name: 'comes-with-data' };
    await scene().sandbox.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace: key.namespace, name: key.name },
      stringData: { password: SECRET_VALUE },
    });
    const reader = open();
    const lookups = await reader.getMany([key]);
    expect(lookups).toMatchObject([{ state: 'found', object: { keys: ['password'] } }]);
    const said = JSON.stringify([lookups, reader.report(), await reader.resources()]);
    expect(said).not.toContain(SECRET_VALUE);
    expect(said).not.toContain(Buffer.from(SECRET_VALUE).toString('base64'));
    expect(await reader.kind(key)).toMatchObject({ resource: { synced: false } });
  });

  test('notices a kind that is installed and removed while it runs', async ({ skip }) => {
    const { sandbox } = scene();
    const group = `e2e-${sandbox.suffix}.example.com`;
    const facts = { group, kind: 'Guest', plural: 'guests', namespaced: true, versions: ['v1'] };
    const crd: JsonObject = crdObject(facts);
    try {
      await sandbox.create(crd);
    } catch {
      skip('this user may not make CRDs');
    }
    await eventually(async () => (await open().kind(facts)).state === 'served');
    await sandbox.delete(crd);
    await eventually(async () => (await open().kind(facts)).state === 'notServed');
  });
});
