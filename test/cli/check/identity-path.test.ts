import { expect, test } from 'vitest';
import { identityPath } from '../../../src/cli/check/identity-path.ts';

const route = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'cart' },
  spec: {
    rules: [{}, { name: 'pay', backendRefs: [{ name: 'cart', port: 80 }] }],
    hostnames: ['a.example.com'],
  },
};

test.each([
  ['spec.rules[1].backendRefs[0].port', 'spec.rules[pay].backendRefs[cart].port'],
  ['spec.rules[0]', 'spec.rules[]'],
  ['spec.hostnames[0]', 'spec.hostnames[]'],
  ['spec.rules[7].matches[3]', 'spec.rules[].matches[]'],
  ['', ''],
])('%s is known as %s', (path, identity) => {
  expect(identityPath(route, path)).toBe(identity);
});
