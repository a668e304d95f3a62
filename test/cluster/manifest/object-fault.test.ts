import { expect, test } from 'vitest';
import { objectFault } from '../../../src/cluster/manifest/object-fault.ts';

const SOUND = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'a', namespace: 'b' },
};

test.each([
  SOUND,
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: null } },
  { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: '' } },
  { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'system:node' } },
])('is an object: %j', (value) => {
  expect(objectFault(value)).toBeUndefined();
});

test.each([
  [['a'], undefined, 'not a Kubernetes object: it has no fields'],
  ['text', undefined, 'not a Kubernetes object: it has no fields'],
  [{}, 'apiVersion', 'not a Kubernetes object: apiVersion is missing'],
  [{ apiVersion: 'v1' }, 'kind', 'not a Kubernetes object: kind is missing'],
  [{ apiVersion: 1, kind: 'A' }, 'apiVersion', 'apiVersion has to be a string: quote it'],
  [{ ...SOUND, metadata: undefined }, 'metadata.name', 'not a Kubernetes object: metadata.name is missing'],
  [{ ...SOUND, metadata: 'a' }, 'metadata.name', 'not a Kubernetes object: metadata.name is missing'],
  [
    { ...SOUND, metadata: { name: '' } },
    'metadata.name',
    'not a Kubernetes object: metadata.name is missing',
  ],
  [{ ...SOUND, metadata: { name: 7 } }, 'metadata.name', 'metadata.name has to be a string: quote it'],
  [
    { ...SOUND, metadata: { generateName: 'a-' } },
    'metadata.generateName',
    'metadata.generateName names no object: give it a metadata.name',
  ],
  [
    { ...SOUND, metadata: { name: 'a', namespace: 7 } },
    'metadata.namespace',
    'metadata.namespace has to be a string: quote it',
  ],
])('%j is none', (value, path, message) => {
  expect(objectFault(value as never)).toStrictEqual(path === undefined ? { message } : { message, path });
});

test.each([
  ['metadata.name', { name: 'a/b' }],
  ['metadata.name', { name: '..' }],
  ['metadata.name', { name: 'a b' }],
  ['metadata.name', { name: 'a\nb' }],
  ['metadata.name', { name: 'a'.repeat(254) }],
  ['metadata.namespace', { name: 'a', namespace: 'a/b' }],
])('%s must fit into a path: %j', (path, metadata) => {
  const message = `${path} holds characters that are not allowed, or too many`;
  expect(objectFault({ ...SOUND, metadata })).toStrictEqual({ path, message });
});

test.each([{ apiVersion: 'a/b/c' }, { apiVersion: '/v1' }, { kind: 'A/B' }, { kind: '7' }])(
  'an apiVersion is group and version, a kind one word: %j',
  (field) => {
    expect(objectFault({ ...SOUND, ...field })?.path).toBe(Object.keys(field)[0]);
  },
);
