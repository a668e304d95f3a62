import { describe, expect, test } from 'vitest';
import { ManifestReader } from '../../src/cluster/manifest-reader.ts';
import { kindTable } from '../../src/generated/kind-table.ts';
import type { GroupKind } from '../../src/kube/object-key.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const SERVICE = { group: '', kind: 'Service' };

function crd(name: string, annotations: object = {}, versions: readonly object[] = []): string {
  const [plural, ...group] = name.split('.');
  return JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, annotations },
    spec: { group: group.join('.'), names: { kind: 'Pond', plural }, scope: 'Namespaced', versions },
  });
}

async function readerOf(...documents: readonly string[]): Promise<ManifestReader> {
  return new ManifestReader(await snapshotOf(documents.join('\n---\n')));
}

function object(apiVersion: string, kind: string, namespace: string, name: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: ${namespace}}`;
}

test('each key gets a slot: found, absent, or of a kind that is not served', async () => {
  const reader = await readerOf(object('v1', 'Service', 'shop', 'a'));
  const key = { ...SERVICE, namespace: 'shop', name: 'a' };
  expect(
    reader.getMany([{ ...key, name: 'b' }, key, { ...key, kind: 'Pond', group: 'example.com' }]),
  ).toStrictEqual([
    { state: 'absent' },
    {
      state: 'found',
      object: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'shop' } },
    },
    { state: 'notServed', message: 'the manifests hold no object and no CRD of kind Pond (example.com)' },
  ]);
});

test('a list of a served kind may be empty; of a kind that is not served it is no list, and a warning', async () => {
  const reader = await readerOf(object('v1', 'Service', 'shop', 'a'));
  expect(reader.list(SERVICE, { namespace: 'shop' })).toMatchObject({ state: 'listed', objects: [{}] });
  expect(reader.list(SERVICE, { namespace: 'x' })).toStrictEqual({ state: 'listed', objects: [] });
  expect(reader.report().warnings).toStrictEqual([]);
  const message = 'the manifests hold no object and no CRD of kind Pond (example.com)';
  for (let times = 0; times < 2; times += 1) {
    expect(reader.list({ group: 'example.com', kind: 'Pond' }, {})).toStrictEqual({
      state: 'notServed',
      message,
    });
  }
  expect(reader.report().warnings).toStrictEqual([message]);
});

describe('served is', () => {
  const served = async (kind: GroupKind, ...documents: readonly string[]) => {
    const lookup = (await readerOf(...documents)).kind(kind);
    return lookup.state === 'served' ? lookup.resource : lookup.state;
  };
  const POND = { group: 'example.com', kind: 'Pond' };

  test('every kind of the schema, with the versions that are read, and whether it is a policy', async () => {
    for (const { group, kind, plural, namespaced, versions, policy } of kindTable) {
      expect(await served({ group, kind })).toStrictEqual({
        group,
        kind,
        plural,
        namespaced,
        versions,
        synced: true,
        count: 0,
        ...(policy === undefined ? {} : { policy }),
      });
    }
  });

  test.each([
    ['multicluster.x-k8s.io', 'ServiceImport', 'serviceimports'],
    ['inference.networking.k8s.io', 'InferencePool', 'inferencepools'],
    ['inference.networking.x-k8s.io', 'InferencePool', 'inferencepools'],
  ])('the well-known backend %s %s', async (group, kind, plural) => {
    expect(await served({ group, kind })).toMatchObject({ plural, namespaced: true, count: 0 });
  });

  test('a kind that there is an object of', async () => {
    const documents = [
      object('example.com/v1', 'Policy', 'a', 'b'),
      object('example.com/v1beta1', 'Policy', 'a', 'c'),
    ];
    expect(await served({ group: 'example.com', kind: 'Policy' }, ...documents)).toStrictEqual({
      group: 'example.com',
      kind: 'Policy',
      plural: 'policies',
      namespaced: true,
      versions: ['v1', 'v1beta1'],
      synced: true,
      count: 2,
    });
  });

  test('a kind that there is a CRD of, in the versions it serves', async () => {
    const versions = ['v1alpha1', 'v1beta1', 'v1'].map((name) => ({
      name,
      served: name !== 'v1',
      storage: name === 'v1',
    }));
    expect(await served(POND, crd('pfuetzen.example.com', {}, versions))).toStrictEqual({
      ...POND,
      plural: 'pfuetzen',
      namespaced: true,
      versions: ['v1beta1', 'v1alpha1'],
      synced: true,
      count: 0,
    });
  });

  test('no other kind, the same name in another group neither', async () => {
    expect(await served(POND)).toBe('notServed');
    expect(await served({ group: 'example.com', kind: 'Service' })).toBe('notServed');
    expect(await served({ group: 'core', kind: 'Service' })).toBe('notServed');
    expect(await served(POND, crd('ponds.example.com'))).toBe('notServed');
  });
});

test('resources are all kinds that are served, by group and kind', async () => {
  const reader = await readerOf(object('apps/v1', 'Deployment', 'a', 'b'));
  const { resources } = reader.resources() as { resources: readonly GroupKind[] };
  const names = resources.map(({ group, kind }) => `${group}/${kind}`);
  expect(names.slice(0, 6)).toStrictEqual([
    '/ConfigMap',
    '/Namespace',
    '/Secret',
    '/Service',
    'apps/Deployment',
    'discovery.k8s.io/EndpointSlice',
  ]);
  expect(names).toHaveLength(kindTable.length + 3 + 1);
});

describe('versions', () => {
  const BUNDLE = 'gateway.networking.k8s.io/bundle-version';
  const CHANNEL = 'gateway.networking.k8s.io/channel';

  test('are unknown without CRDs of Gateway API', async () => {
    expect((await readerOf(crd('ponds.example.com'))).versions()).toStrictEqual({});
  });

  test('are those of the CRDs, of HTTPRoute where they are mixed', async () => {
    const old = { [BUNDLE]: 'v1.2.1', [CHANNEL]: 'standard' };
    const young = { [BUNDLE]: 'v1.6.1', [CHANNEL]: 'experimental' };
    const reader = await readerOf(
      crd('gateways.gateway.networking.k8s.io', old),
      crd('httproutes.gateway.networking.k8s.io', young),
    );
    const versions = { gatewayApiVersion: 'v1.6.1', gatewayApiChannel: 'experimental' };
    expect(reader.versions()).toStrictEqual(versions);
    expect((await readerOf(crd('tcproutes.gateway.networking.k8s.io', young))).versions()).toStrictEqual(
      versions,
    );
  });
});

test('the report says what is wrong with the manifests, and of a thousand problems the first hundred', async () => {
  const reader = await readerOf('a: 1', 'b: "');
  expect(reader.report()).toStrictEqual({
    requests: 0,
    stale: false,
    hidden: [],
    warnings: [
      'm.yaml:1:1: not a Kubernetes object: apiVersion is missing',
      'm.yaml:3:5: not YAML: a quote, bracket, brace, colon or space is missing',
    ],
  });
  const { warnings } = (await readerOf(...Array.from({ length: 150 }, () => 'a: 1'))).report();
  expect(warnings).toHaveLength(101);
  expect(warnings[100]).toBe('and 50 more problems in the manifests');
});

test('nothing that a reader says or is holds the contents of a Secret', async () => {
  const secret = `apiVersion: v1
kind: Secret
metadata:
  name: NAME
  annotations: {kubectl.kubernetes.io/last-applied-configuration: SENTINEL}
data: {tls.crt: SENTINEL, tls.key: U0VOVElORUw=, ca.crt: "SENTINEL SENTINEL"}
stringData: {password: SENTINEL}
`;
  const broken = `${secret}  - SENTINEL\n`;
  const documents = [
    secret,
    secret.replace('NAME', 'NAME2'),
    secret.replace('Secret', 'ConfigMap'),
    secret.replace('name: NAME', ''),
    broken,
  ];
  const reader = await readerOf(...documents);
  const keys = ['NAME', 'NAME2'].map((name) => ({ group: '', kind: 'Secret', namespace: 'default', name }));
  const said = [
    reader,
    reader.getMany(keys),
    reader.list({ group: '', kind: 'Secret' }, {}),
    reader.list({ group: '', kind: 'ConfigMap' }, {}),
    reader.resources(),
    reader.versions(),
    reader.report(),
    reader
      .getMany(keys)
      .map((lookup) => lookup.state === 'found' && reader.locate(lookup.object, 'data.tls.crt')),
  ];
  expect(reader.report().warnings).toHaveLength(2);
  expect(JSON.stringify(said)).toContain('NAME2');
  expect(JSON.stringify(said)).not.toMatch(/SENTINEL|U0VOVElORUw/);
});
