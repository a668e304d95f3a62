import { expect, it } from 'vitest';
import { sameEffects } from '../../../src/gatewayapi/comparison/same-effects.ts';
import type { Simulation } from '../../../src/gatewayapi/routing/simulation.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

const route = (name: string): RawObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { namespace: 'shop', name },
});
const forwarded: Simulation = {
  outcome: 'FORWARDED',
  message: 'goes to shop/a',
  incomplete: false,
  route: route('a'),
  ruleIndex: 0,
  backends: [],
  mirrors: [],
  opaque: [],
};

it('a rule that moves, and other words, make no difference', () => {
  expect(
    sameEffects(forwarded, { ...forwarded, ruleIndex: 4, matchIndex: 1, message: 'still', opaque: ['?'] }),
  ).toBe(true);
});

it.each([
  ['another outcome', { outcome: 'NO_ROUTE' }],
  ['another answer', { statusCode: 404 }],
  ['another route', { route: route('b') }],
  ['a mirror', { mirrors: [{ target: {}, port: 80, fraction: 1, resolution: { reason: 'ResolvedRefs' } }] }],
  ['another timeout', { timeouts: { request: '1s', backendRequest: undefined } }],
  [
    'a request in another form',
    { request: { scheme: 'http', host: 'a', method: 'GET', path: '/b', headers: [] } },
  ],
  [
    'another redirect',
    { redirect: { statusCode: 301, location: '/', scheme: 'http', host: 'a', path: '/' } },
  ],
])('%s makes one', (_, change) => {
  expect(sameEffects(forwarded, { ...forwarded, ...change } as Simulation)).toBe(false);
});
