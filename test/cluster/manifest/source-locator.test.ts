import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import { snapshotOf } from '../../support/snapshot-of.ts';

/** The text at the place that is found for a path, up to the end of its line. */
async function textAt(text: string, name: string, path?: string): Promise<string | undefined> {
  const { store, locate } = await snapshotOf(text);
  const object = store
    .kinds()
    .flatMap((kind) => store.list(kind, {}))
    .find(({ metadata }) => metadata.name === name);
  if (object === undefined) throw new Error('no such object');
  const found = locate(object, path);
  return found && text.split('\n')[found.line - 1]?.slice(found.column - 1);
}

const ROUTES = `# routes
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  name: a
  annotations:
    example.com/a.b: one
    example.com/a: two
spec:
  rules:
  - matches: [{path: {value: /x}}]
    backendRefs:
    - name: first
      port: 80
    - {name: second, port: 81}
  -
    backendRefs:
      - port: 82
        "name": 'third'
---
apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Service
  metadata: {name: b}
- apiVersion: v1
  kind: List
  items:
  - kind: Service
    apiVersion: v1
    metadata:
      name: c
    spec: &spec
      ports:
      - port: 80
  - kind: Service
    apiVersion: v1
    metadata: &named {name: d}
    spec: *spec
  - kind: Service
    apiVersion: v1
    metadata:
      namespace: e
      <<: *named
      name: e
      labels: {x: y}
    spec:
      <<: [{type: NodePort}, *spec]
`;

test.each([
  [undefined, 'apiVersion: gateway.networking.k8s.io/v1'],
  ['', 'apiVersion: gateway.networking.k8s.io/v1'],
  ['kind', 'kind: HTTPRoute'],
  ['metadata.name', 'name: a'],
  ['metadata.annotations.example.com/a', 'example.com/a: two'],
  ['metadata.annotations.example.com/a.b', 'example.com/a.b: one'],
  ['spec.rules[0]', 'matches: [{path: {value: /x}}]'],
  ['spec.rules[0].matches[0].path.value', 'value: /x}}]'],
  ['spec.rules[0].backendRefs[0]', 'name: first'],
  ['spec.rules[0].backendRefs[0].port', 'port: 80'],
  ['spec.rules[0].backendRefs[1]', '{name: second, port: 81}'],
  ['spec.rules[0].backendRefs[1].port', 'port: 81}'],
  ['spec.rules[1].backendRefs[0].name', '"name": \'third\''],
])('%s is found at its key', async (path, text) => {
  expect(await textAt(ROUTES, 'a', path)).toBe(text);
});

test.each([
  ['spec.rules[0].backendRefs[0].namespace', 'name: first'],
  ['spec.rules[0].backendRefs[7].name', 'backendRefs:'],
  ['spec.rules[0].filters[0].type', 'matches: [{path: {value: /x}}]'],
  ['spec.parentRefs[0].group', 'spec:'],
  ['status', 'apiVersion: gateway.networking.k8s.io/v1'],
  ['metadata.namespace', 'metadata:'],
  ['metadata.name[0]', 'name: a'],
  ['spec.rulesets', 'spec:'],
])('%s is absent, and found at the nearest field around it', async (path, text) => {
  expect(await textAt(ROUTES, 'a', path)).toBe(text);
});

test.each([
  ['b', undefined, 'apiVersion: v1'],
  ['b', 'metadata.name', 'name: b}'],
  ['c', undefined, 'kind: Service'],
  ['c', 'spec.ports[0].port', 'port: 80'],
])('%s in a List is found', async (name, path, text) => {
  expect(await textAt(ROUTES, name, path)).toBe(text);
});

test.each([
  ['d', 'spec', 'spec: *spec'],
  ['d', 'spec.ports[0].port', 'port: 80'],
  ['e', 'metadata.name', 'name: e'],
  ['e', 'metadata.labels.x', 'x: y}'],
  ['e', 'spec.type', 'type: NodePort}, *spec]'],
  ['e', 'spec.ports[0].port', 'port: 80'],
])('%s has %s by an alias or a merge key, and it is found where it was written', async (name, path, text) => {
  expect(await textAt(ROUTES, name, path)).toBe(text);
});

test('fields of JSON files are found', async () => {
  const item = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { ports: [{ port: 80 }, { port: 81 }] },
  };
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'ServiceList', items: [item] }, null, 2);
  expect(await textAt(text, 'a')).toBe('{');
  expect(await textAt(text, 'a', 'spec.ports[1].port')).toBe('"port": 81');
});

describe('a location', () => {
  test('names file, line and column from 1', async () => {
    const { crds, store, locate } = await snapshotOf(
      'apiVersion: v1\r\nkind: Namespace\r\nmetadata:\r\n  name: a\r\n',
    );
    const [namespace] = store.list({ group: '', kind: 'Namespace' }, {});
    expect(crds).toStrictEqual([]);
    expect(namespace && locate(namespace)).toStrictEqual({ file: 'm.yaml', line: 1, column: 1 });
    expect(namespace && locate(namespace, 'metadata.name')).toStrictEqual({
      file: 'm.yaml',
      line: 4,
      column: 3,
    });
  });

  test('is unknown for an object that was not read here', async () => {
    const { locate } = await snapshotOf(ROUTES);
    const other: RawObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'b' } };
    expect(locate(other)).toBeUndefined();
  });
});
