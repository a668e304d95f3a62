import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Store } from '../../src/cluster/store.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';

const SERVICE = { group: '', kind: 'Service' };

function service(namespace: string, name: string, spec: object = {}): RawObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { namespace, name }, spec: { ...spec } };
}

test('an object is found by its key, whatever its version', () => {
  const route: RawObject = { apiVersion: 'g/v1beta1', kind: 'R', metadata: { name: 'a', namespace: 'b' } };
  const node: RawObject = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'a' } };
  const store = Store.build([route, node]);
  expect(store.get({ group: 'g', kind: 'R', namespace: 'b', name: 'a' })).toBe(route);
  expect(store.get({ group: '', kind: 'Node', name: 'a' })).toBe(node);
  expect(store.get({ group: 'g', kind: 'R', name: 'a' })).toBeUndefined();
  expect(store.get({ group: 'h', kind: 'R', namespace: 'b', name: 'a' })).toBeUndefined();
});

test('lists are ordered by namespace and name as bytes', () => {
  const names = [
    ['b', 'a'],
    ['a-b', 'a'],
    ['a', 'b'],
    ['a', 'Z'],
    ['a', 'a-1'],
    ['a', 'a'],
    ['a.b', 'a'],
  ] as const;
  const store = Store.build(names.map(([namespace, name]) => service(namespace, name)));
  expect(
    store.list(SERVICE, {}).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
  ).toStrictEqual(['a/Z', 'a/a', 'a/a-1', 'a/b', 'a-b/a', 'a.b/a', 'b/a']);
  expect(store.list(SERVICE, { namespace: 'a' }).map(({ metadata }) => metadata.name)).toStrictEqual([
    'Z',
    'a',
    'a-1',
    'b',
  ]);
});

test('a list is the same one each time, nobody can change it, and an empty one is not an error', () => {
  const store = Store.build([service('a', 'b')]);
  for (const scope of [{}, { namespace: 'a' }, { namespace: 'c' }]) {
    expect(store.list(SERVICE, scope)).toBe(store.list(SERVICE, scope));
    expect(Object.isFrozen(store.list(SERVICE, scope))).toBe(true);
  }
  expect(store.list({ group: 'x', kind: 'Service' }, {})).toStrictEqual([]);
});

test('of two objects with one key the last one counts', () => {
  const later = service('a', 'b', { later: true });
  const store = Store.build([service('a', 'b'), later]);
  expect(store.list(SERVICE, {})).toStrictEqual([later]);
  expect(store.get(keyOf(later))).toBe(later);
});

test('kinds are those that there are objects of', () => {
  const store = Store.build([
    service('a', 'b'),
    service('a', 'c'),
    { apiVersion: 'g/v1', kind: 'R', metadata: { name: 'a' } },
  ]);
  expect(store.kinds()).toStrictEqual([SERVICE, { group: 'g', kind: 'R' }]);
});

test('every object is in exactly the lists that its key says', () => {
  const name = fc.constantFrom('a', 'b', 'a-b', 'constructor', '__proto__');
  fc.assert(
    fc.property(fc.array(fc.tuple(name, name, fc.constantFrom('v1', 'g/v1'))), (keys) => {
      const objects = keys.map(([namespace, own, apiVersion]) => ({
        ...service(namespace, own),
        apiVersion,
      }));
      const store = Store.build(objects);
      const unique = new Set(keys.map((key) => key.join()));
      const listed = ['', 'g'].flatMap((group) => [...store.list({ group, kind: 'Service' }, {})]);
      expect(listed).toHaveLength(unique.size);
      for (const object of objects) {
        const key = keyOf(object);
        const inNamespace = store
          .list(key, { namespace: key.namespace })
          .filter(({ metadata }) => metadata.name === key.name);
        expect(inNamespace).toStrictEqual([store.get(key)]);
      }
    }),
  );
});
