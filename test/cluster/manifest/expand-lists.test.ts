import { expect, test } from 'vitest';
import { expandLists } from '../../../src/cluster/manifest/expand-lists.ts';
import type { Json } from '../../../src/kube/json.ts';

const A = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
const B = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'b' } };

function expanded(value: Json): readonly (readonly [Json, readonly number[]])[] {
  return Array.from(expandLists(value), ({ value: item, items }) => [item, items] as const);
}

test('an object is given back itself', () => {
  expect(expanded(A)).toStrictEqual([[A, []]]);
  expect(expanded(A)[0]?.[0]).toBe(A);
});

test('a List gives its items, lists in lists too', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [A, { apiVersion: 'v1', kind: 'List', items: [A, B] }],
  };
  expect(expanded(list)).toStrictEqual([
    [A, [0]],
    [A, [1, 0]],
    [B, [1, 1]],
  ]);
});

test('items of a typed list are of its kind where they say none', () => {
  const list = {
    apiVersion: 'v1',
    kind: 'ServiceList',
    metadata: {},
    items: [{ metadata: { name: 'a' } }, B],
  };
  expect(expanded(list)).toStrictEqual([
    [A, [0]],
    [B, [1]],
  ]);
});

test('items of a List that say no kind are left as they are', () => {
  const item = { metadata: { name: 'a' } };
  expect(expanded({ apiVersion: 'v1', kind: 'List', items: [item, null] })).toStrictEqual([
    [item, [0]],
    [null, [1]],
  ]);
});

test('a List without items holds none', () => {
  expect(expanded({ apiVersion: 'v1', kind: 'List', items: null })).toStrictEqual([]);
  expect(expanded({ apiVersion: 'v1', kind: 'List', items: [] })).toStrictEqual([]);
});

test('an object whose kind ends with List is one where it has a name or no items', () => {
  const named = { apiVersion: 'x/v1', kind: 'AllowList', metadata: { name: 'a' }, items: ['b'] };
  const bare = { apiVersion: 'x/v1', kind: 'AllowList', spec: {} };
  expect(expanded(named)).toStrictEqual([[named, []]]);
  expect(expanded(bare)).toStrictEqual([[bare, []]]);
});

test('a list of the core group is one whatever its metadata', () => {
  const list = { apiVersion: 'v1', kind: 'SecretList', metadata: { name: 'a' }, items: [B] };
  expect(expanded(list)).toStrictEqual([[B, [0]]]);
});
