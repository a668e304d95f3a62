import { expect, test } from 'vitest';
import { writtenPath } from '../../../../src/cli/check/against/written-path.ts';

const merged = {
  spec: {
    listeners: [{ name: 'http' }, { name: 'https', tls: { mode: 'Terminate' } }],
    rules: [
      {
        backendRefs: [
          { name: 'a', kind: 'Service' },
          { name: 'a', kind: 'Service', port: 81 },
        ],
      },
    ],
    addresses: [{ value: 'x' }, { value: 'y' }],
  },
};
const written = {
  spec: {
    listeners: [{ name: 'https', tls: {} }],
    rules: [{ backendRefs: [{ name: 'a' }, { name: 'a', port: 81 }] }],
    addresses: [{ value: 'y' }],
  },
};

test.each([
  ['spec.listeners[1].tls.mode', 'spec.listeners[0].tls'],
  ['spec.listeners[0].port', 'spec.listeners'],
  ['spec.rules[0].backendRefs[1]', 'spec.rules[0].backendRefs[1]'],
  ['spec.addresses[1].value', 'spec.addresses[0].value'],
  ['spec.gatewayClassName', 'spec'],
])('%s was written at %s', (path, place) => {
  expect(writtenPath(merged, written, path)).toBe(place);
});
