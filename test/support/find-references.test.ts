import { expect, test } from 'vitest';
import { findReferences } from './find-references.ts';

test('references are found wherever they are, with their index', () => {
  const spec = {
    parentRefs: [{ name: 'public' }],
    rules: [
      {},
      { backendRefs: [{ name: 'a', filters: [{ requestMirror: { backendRef: { name: 'b' } } }] }] },
    ],
  };
  expect(findReferences(spec)).toEqual([
    'spec.parentRefs[0]',
    'spec.rules[1].backendRefs[0]',
    'spec.rules[1].backendRefs[0].filters[0].requestMirror.backendRef',
  ]);
});

test('the bare gatewayClassName is a reference', () => {
  expect(findReferences({ gatewayClassName: 'public', listeners: [{ name: 'http' }] })).toEqual([
    'spec.gatewayClassName',
  ]);
});

test('a spec without references has none', () => {
  expect(findReferences({ from: [{ kind: 'HTTPRoute' }], hostnames: ['a.example.com'] })).toEqual([]);
  expect(findReferences(undefined)).toEqual([]);
});
