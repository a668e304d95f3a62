import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatProblem } from '../../../src/cluster/manifest/manifest-problem.ts';
import { ManifestReader } from '../../../src/cluster/manifest-reader.ts';
import { keyOf } from '../../../src/kube/raw-object.ts';
import { onlyObject, snapshotOf } from '../../support/snapshot-of.ts';

const SERVICE = { group: '', kind: 'Service' };
const GRANT = { group: 'gateway.networking.k8s.io', kind: 'ReferenceGrant' };

function service(port: number): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  ports:\n  - port: ${port}\n`;
}

function grant(version: string, kind = 'Service'): string {
  const spec = `spec:\n  from: []\n  to:\n  - group: ''\n    kind: ${kind}\n`;
  return `apiVersion: gateway.networking.k8s.io/${version}\nkind: ReferenceGrant\nmetadata:\n  name: a\n${spec}`;
}

describe('two objects with the same key', () => {
  test('but other contents: the later one counts, and a problem names both places', async () => {
    const { store, problems } = await snapshotOf(`${service(80)}---\n${service(81)}`);
    expect(store.list(SERVICE, {}).map((object) => object['spec'])).toStrictEqual([
      { ports: [{ port: 81 }] },
    ]);
    expect(problems.map(formatProblem)).toStrictEqual([
      'm.yaml:9:1: Service default/a is at m.yaml:1:1 too, with other contents; this one, read later, counts',
    ]);
  });

  test('and the same contents are no problem', async () => {
    const { store, problems } = await snapshotOf(`${service(80)}---\n${service(80)}`);
    expect(store.list(SERVICE, {})).toHaveLength(1);
    expect(problems).toStrictEqual([]);
  });

  test('in two versions are one object', async () => {
    const { store, problems } = await snapshotOf(`${grant('v1')}---\n${grant('v1beta1')}`);
    expect(onlyObject({ store }, GRANT).apiVersion).toBe('gateway.networking.k8s.io/v1beta1');
    expect(problems).toStrictEqual([]);
    expect((await snapshotOf(`${grant('v1')}---\n${grant('v1beta1', 'Secret')}`)).problems).toHaveLength(1);
  });

  test('in two namespaces are two objects', async () => {
    const other = service(81).replace('name: a', 'name: a\n  namespace: b');
    const { store, problems } = await snapshotOf(`${service(80)}---\n${other}`);
    expect(store.list(SERVICE, {}).map(({ metadata }) => metadata.namespace)).toStrictEqual(['b', 'default']);
    expect(problems).toStrictEqual([]);
  });
});

test('a namespace on a cluster-scoped object is reported where it is written', async () => {
  const { problems } = await snapshotOf(
    'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  namespace: b\n',
  );
  expect(problems.map(formatProblem)).toStrictEqual([
    'm.yaml:5:3: Namespace objects have no namespace: metadata.namespace is ignored',
  ]);
});

test('CRDs may stand behind the objects that need them', async () => {
  const crd = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'ponds.example.com' },
    spec: {
      group: 'example.com',
      names: { kind: 'Pond', plural: 'ponds' },
      scope: 'Cluster',
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { properties: { spec: { default: { deep: 'no' } } } } },
        },
      ],
    },
  };
  const pond = 'apiVersion: example.com/v1\nkind: Pond\nmetadata: {name: a}\n';
  const { store, crds } = await snapshotOf(`${pond}---\n${JSON.stringify(crd)}`);
  expect(onlyObject({ store }, { group: 'example.com', kind: 'Pond' })).toStrictEqual({
    apiVersion: 'example.com/v1',
    kind: 'Pond',
    metadata: { name: 'a' },
    spec: { deep: 'no' },
  });
  expect(crds).toStrictEqual([crd]);
});

test('objects stay raw: order, unknown fields, numbers and times as they were written', async () => {
  const text = `apiVersion: example.com/v1
kind: Anything
metadata:
  name: a
  namespace: b
  creationTimestamp: 2026-11-23T10:00:00Z
  generation: 3
  unknown: {x: [1, 2.5, -0.0, 1e3]}
zz: yes
aa: 1_000
`;
  const { store } = await snapshotOf(text);
  expect(JSON.stringify(onlyObject({ store }, { group: 'example.com', kind: 'Anything' }))).toBe(
    '{"apiVersion":"example.com/v1","kind":"Anything","metadata":{"name":"a","namespace":"b",' +
      '"creationTimestamp":"2026-11-23T10:00:00Z","generation":3,"unknown":{"x":[1,2.5,0,1000]}},"zz":"yes","aa":"1_000"}',
  );
});

test('no two objects share a part, aliases or not', async () => {
  const text = `apiVersion: v1
kind: List
items:
- apiVersion: example.com/v1
  kind: Thing
  metadata: {name: a}
  spec: &spec {list: [{}]}
- apiVersion: example.com/v1
  kind: Thing
  metadata: {name: b}
  spec: *spec
`;
  const { store } = await snapshotOf(text);
  const [a, b] = store.list({ group: 'example.com', kind: 'Thing' }, {});
  expect(a?.['spec']).toStrictEqual(b?.['spec']);
  expect(a?.['spec']).not.toBe(b?.['spec']);
});

test('no manifest makes it throw; every object is served once, frozen, and has a place', async () => {
  const json = fc.jsonValue({ maxDepth: 2 });
  const word = fc.constantFrom('a', 'b', 'example.com', 'default', '', 'Cluster');
  const crdSpec = fc.record(
    {
      group: fc.oneof(word, json),
      names: fc.oneof(json, fc.record({ kind: fc.oneof(fc.constant('Pond'), json), plural: word })),
      scope: fc.oneof(word, json),
      versions: fc.oneof(
        json,
        fc.array(fc.record({ name: fc.oneof(word, json), served: json, storage: json, schema: json })),
      ),
    },
    { requiredKeys: [] },
  );
  const metadata = fc.record(
    { name: fc.oneof(word, json), namespace: fc.oneof(word, json), labels: json, annotations: json },
    { requiredKeys: [] },
  );
  const object = fc.record(
    {
      apiVersion: fc.constantFrom(
        'v1',
        'example.com/v1',
        'gateway.networking.k8s.io/v1',
        'apiextensions.k8s.io/v1',
      ),
      kind: fc.constantFrom(
        'Namespace',
        'Secret',
        'Pond',
        'HTTPRoute',
        'Gateway',
        'CustomResourceDefinition',
        'PondList',
        'List',
      ),
      metadata: fc.oneof({ weight: 9, arbitrary: metadata }, { weight: 1, arbitrary: json }),
      spec: fc.oneof(json, crdSpec),
      items: fc.oneof(json, fc.array(fc.record({ metadata }))),
      data: json,
    },
    { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(object), async (objects) => {
      const snapshot = await snapshotOf(objects.map((each) => JSON.stringify(each)).join('\n---\n'));
      const reader = new ManifestReader(snapshot);
      for (const resource of snapshot.kinds.all()) {
        const listed = snapshot.store.list(resource, {});
        expect(listed).toHaveLength(resource.count ?? -1);
        for (const served of listed) {
          expect(snapshot.locate(served, 'spec.group')?.file).toBe('m.yaml');
          expect(Object.isFrozen(served.metadata)).toBe(true);
          expect(reader.getMany([keyOf(served)])).toStrictEqual([{ state: 'found', object: served }]);
        }
      }
      reader.versions();
      expect(reader.report().warnings.length).toBe(Math.min(snapshot.problems.length, 101));
    }),
    { numRuns: 100 },
  );
});
