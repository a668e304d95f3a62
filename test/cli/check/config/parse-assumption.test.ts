import { expect, test } from 'vitest';
import { parseAssumption } from '../../../../src/cli/check/config/parse-assumption.ts';

const gateway = 'gateway.networking.k8s.io';

test.each([
  ['Service/shop/cart', { group: '', kind: 'Service', namespace: 'shop', name: 'cart' }],
  ['service/shop/*', { group: '', kind: 'Service', namespace: 'shop', name: '*' }],
  ['Gateway/infra/public', { group: gateway, kind: 'Gateway', namespace: 'infra', name: 'public' }],
  ['GatewayClass/public', { group: gateway, kind: 'GatewayClass', name: 'public' }],
  ['Namespace/shop', { group: '', kind: 'Namespace', name: 'shop' }],
  [
    'httproute.gateway.networking.k8s.io/a/b',
    { group: gateway, kind: 'HTTPRoute', namespace: 'a', name: 'b' },
  ],
  [
    'Bucket.example.com/shop/images',
    { group: 'example.com', kind: 'Bucket', namespace: 'shop', name: 'images' },
  ],
  ['Mesh.example.com/all', { group: 'example.com', kind: 'Mesh', name: 'all' }],
  [
    'ServiceImport/shop/search',
    { group: 'multicluster.x-k8s.io', kind: 'ServiceImport', namespace: 'shop', name: 'search' },
  ],
])('%s', (text, value) => {
  expect(parseAssumption(text)).toEqual({ value });
});

test.each([
  ['Service', 'a kind, a namespace and a name'],
  ['Service//cart', 'a kind, a namespace and a name'],
  ['Service/a/b/c', 'a kind, a namespace and a name'],
  ['Service/cart', 'Service/namespace/name: a Service is in a namespace'],
  ['GatewayClass/infra/public', 'GatewayClass/name: a GatewayClass is in no namespace'],
  ['Sevice/shop/cart', 'did you mean Service?'],
  ['Bucket/shop/images', 'of a kind of the Gateway API, or name its group'],
])('%s is none, and why', (text, expected) => {
  expect(parseAssumption(text)).toEqual({ expected: expect.stringContaining(expected) as string });
});
