import { describe, expect, test } from 'vitest';
import { asList, getIn } from '../../src/kube/json.ts';
import type { ListResult } from '../../src/kube/lookup.ts';
import type { ObjectKey } from '../../src/kube/object-key.ts';
import { type SandboxObject, SECRET_VALUE } from './objects.ts';
import { need, sandboxForFile } from './sandbox-for-file.ts';

const { scene, open } = sandboxForFile();

function keyOf({ kind, namespace, name }: SandboxObject): ObjectKey {
  return { ...kind, namespace, name };
}

function names(result: ListResult): readonly string[] {
  return result.state === 'listed' ? result.objects.map(({ metadata }) => metadata.name) : [result.state];
}

describe('a live cluster', () => {
  test('is ready and says its version', async () => {
    expect(await scene().cluster.readiness()).toEqual({ ready: true });
    expect((await open().versions()).kubernetesVersion).toMatch(/^v\d+\.\d+/);
  });

  test('serves the kinds that references lead to', async () => {
    for (const kind of ['Service', 'Secret', 'ConfigMap', 'Namespace']) {
      expect(await open().kind({ group: '', kind })).toMatchObject({ state: 'served' });
    }
  });

  test('does not serve what nobody has installed, and says so once', async () => {
    const reader = open();
    const kind = { group: 'nobody.example.com', kind: `E2E${scene().sandbox.suffix}` };
    expect(await reader.list(kind, {})).toMatchObject({ state: 'notServed' });
    expect(reader.report()).toMatchObject({ requests: 0, warnings: [expect.stringContaining(kind.group)] });
  });
});

describe('objects', () => {
  test('are all found by their keys, in one question', async () => {
    const lookups = await open().getMany(scene().objects.map(keyOf));
    expect(lookups.map(({ state }) => state)).toEqual(scene().objects.map(() => 'found'));
    const found = lookups.map((lookup) => lookup.state === 'found' && lookup.object.metadata.name);
    expect(found).toEqual(scene().objects.map(({ name }) => name));
  });

  test('carry what the server gave them, without its bookkeeping', async () => {
    const [lookup] = await open().getMany([
      { group: '', kind: 'Service', namespace: scene().sandbox.shop, name: 'web' },
    ]);
    const metadata = lookup?.state === 'found' ? lookup.object.metadata : undefined;
    expect(metadata).toMatchObject({ uid: expect.any(String), creationTimestamp: expect.any(String) });
    expect(metadata).not.toHaveProperty('managedFields');
  });

  test('that are not there are absent', async () => {
    const service = { group: '', kind: 'Service', namespace: scene().sandbox.shop };
    expect(await open().getMany([{ ...service, name: 'gone' }])).toEqual([{ state: 'absent' }]);
    expect(
      await open().getMany([
        { ...service, name: 'gone' },
        { ...service, name: 'gone-too' },
      ]),
    ).toEqual([{ state: 'absent' }, { state: 'absent' }]);
    const nowhere = { ...service, namespace: `${scene().sandbox.shop}-gone`, name: 'web' };
    expect(await open().getMany([nowhere])).toEqual([{ state: 'absent' }]);
  });

  test('of one kind and namespace cost one call', async () => {
    const reader = open();
    const service = { group: '', kind: 'Service', namespace: scene().sandbox.backends };
    await reader.getMany([
      { ...service, name: 'cart' },
      { ...service, name: 'search' },
      { ...service, name: 'gone' },
    ]);
    await reader.list(service, { namespace: scene().sandbox.backends });
    expect(reader.report()).toMatchObject({ requests: 1, hidden: [], warnings: [] });
  });

  test('are listed by name', async () => {
    const services = { group: '', kind: 'Service' };
    expect(names(await open().list(services, { namespace: scene().sandbox.backends }))).toEqual([
      'cart',
      'search',
    ]);
    const everywhere = await open().list(services, {});
    const own = everywhere.state === 'listed' ? everywhere.objects : [];
    expect(
      own
        .filter(({ metadata }) => metadata.namespace === scene().sandbox.backends)
        .map(({ metadata }) => metadata.name),
    ).toEqual(['cart', 'search']);
  });

  test('that are Secrets and ConfigMaps show their keys and never their values', async () => {
    const lookups = await open().getMany(
      ['Secret', 'ConfigMap'].map((kind) => ({
        group: '',
        kind,
        namespace: scene().sandbox.shop,
        name: kind === 'Secret' ? 'token' : 'settings',
      })),
    );
    expect(lookups).toMatchObject([{ object: { keys: ['password'] } }, { object: { keys: ['setting'] } }]);
    const text = JSON.stringify(lookups);
    expect(text).not.toContain(SECRET_VALUE);
    expect(text).not.toContain(Buffer.from(SECRET_VALUE).toString('base64'));
  });
});

describe('what a route refers to', () => {
  test('is found or absent, each as it is', async (context) => {
    need(['HTTPRoute'], scene(), context);
    const reader = open();
    const [route] = await reader.getMany([
      { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: scene().sandbox.shop, name: 'web' },
    ]);
    const object = route?.state === 'found' ? route.object : undefined;
    const [rule] = asList(getIn(object, 'spec', 'rules'));
    const keys = asList(getIn(rule, 'backendRefs')).map((ref) => ({
      group: '',
      kind: 'Service',
      namespace: String(getIn(ref, 'namespace') ?? scene().sandbox.shop),
      name: String(getIn(ref, 'name')),
    }));
    const states = (await reader.getMany(keys)).map(({ state }) => state);
    expect(states).toEqual(['found', 'found', 'absent']);
    // the route, the one Service beside it, the list of the two elsewhere
    expect(reader.report().requests).toBe(3);
  });

  test('across namespaces is permitted by a grant in the namespace of the backend', async (context) => {
    need(['ReferenceGrant'], scene(), context);
    const grants = await open().list(
      { group: 'gateway.networking.k8s.io', kind: 'ReferenceGrant' },
      { namespace: scene().sandbox.backends },
    );
    expect(names(grants)).toEqual(['from-shop']);
  });

  test('is a Gateway and its class', async (context) => {
    need(['Gateway', 'GatewayClass'], scene(), context);
    const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway' };
    expect(names(await open().list(gateway, { namespace: scene().sandbox.shop }))).toEqual(['public']);
    const className = `gwql-e2e-${scene().sandbox.suffix}`;
    expect(await open().getMany([{ ...gateway, kind: 'GatewayClass', name: className }])).toMatchObject([
      { state: 'found' },
    ]);
  });
});
