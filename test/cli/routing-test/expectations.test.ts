import { expect, test } from 'vitest';
import { EXPECTATIONS } from '../../../src/cli/routing-test/expectations.ts';
import type { SimulationAnswer } from '../../../src/cli/simulate/simulation-answer.ts';

const cart = { kind: 'Service', namespace: 'shop', name: 'cart' };
const next = { kind: 'Service', namespace: 'shop', name: 'cart-next' };
const backend = { port: 8080, resolution: null, statusCode: null, sni: null, request: null };

const ANSWER: SimulationAnswer = {
  outcome: 'FORWARDED',
  message: 'forwarded',
  incomplete: false,
  statusCode: null,
  listener: {
    gateway: { namespace: 'infra', name: 'public' },
    listenerSet: null,
    name: 'https',
    port: 443,
    protocol: 'HTTPS',
    hostname: null,
  },
  route: { kind: 'HTTPRoute', metadata: { namespace: 'shop', name: 'cart' } },
  ruleIndex: 2,
  ruleName: 'checkout',
  matchIndex: 0,
  backends: [
    { ...backend, target: cart, share: 0.9 },
    { ...backend, target: next, share: 0.1 },
  ],
  mirrors: [
    {
      target: { kind: 'Service', namespace: 'shop', name: 'recorder' },
      port: 80,
      fraction: 1,
      resolution: { resolved: true, reason: 'ResolvedRefs', message: '' },
    },
  ],
  request: {
    scheme: 'http',
    host: 'cart.internal',
    method: 'GET',
    path: '/1?x=y',
    headers: [
      { name: 'X-Tenant', value: 'shop' },
      { name: 'x-twice', value: '1' },
      { name: 'x-twice', value: '2' },
    ],
  },
  responseHeaders: { set: [{ name: 'x-r', value: '1' }], add: [], remove: ['Server'] },
  redirect: null,
  timeouts: null,
  retry: null,
  opaque: [],
};

const ONE_BACKEND: SimulationAnswer = {
  ...ANSWER,
  backends: [
    {
      ...backend,
      target: cart,
      share: 1,
      request: { scheme: 'http', host: 'a', method: 'GET', path: '/own', headers: [] },
    },
  ],
};

function differs(name: string, value: unknown, answer = ANSWER): string | undefined {
  const row = EXPECTATIONS.find((each) => each.name === name);
  expect(row?.accepts(value)).toBe(true);
  return row?.differs(value, answer);
}

test.each([
  ['outcome', 'FORWARDED'],
  ['listener', 'https'],
  ['route', 'shop/cart'],
  ['route', 'HTTPRoute/shop/cart'],
  ['rule', 2],
  ['rule', 'checkout'],
  ['backends', { 'shop/cart:8080': 0.9, 'shop/cart-next': 0.1 }],
  ['mirrors', ['shop/recorder:80']],
  ['method', 'GET'],
  ['host', 'cart.internal'],
  ['path', '/1?x=y'],
  ['headers', { 'x-tenant': 'shop', 'X-Twice': '1,2', cookie: null }],
  ['responseHeaders', { 'X-R': '1', server: null }],
])('%s %j is met', (name, value) => {
  expect(differs(name, value)).toBeUndefined();
});

test.each([
  ['outcome', 'REDIRECTED', 'FORWARDED'],
  ['status', 404, 'none'],
  ['listener', 'http', 'https'],
  ['route', 'shop/other', 'HTTPRoute/shop/cart'],
  ['route', 'GRPCRoute/shop/cart', 'HTTPRoute/shop/cart'],
  ['rule', 0, '2 (checkout)'],
  ['backend', 'shop/cart:8080', 'shop/cart:8080 (0.9), shop/cart-next:8080 (0.1)'],
  ['backends', { 'shop/cart': 1 }, 'shop/cart:8080 (0.9), shop/cart-next:8080 (0.1)'],
  [
    'backends',
    { 'shop/cart:80': 0.9, 'shop/cart-next': 0.1 },
    'shop/cart:8080 (0.9), shop/cart-next:8080 (0.1)',
  ],
  ['mirrors', [], 'shop/recorder:80'],
  ['redirect', 'https://a.example/', 'none'],
  ['path', '/', '/1?x=y'],
  ['headers', { 'x-tenant': null, 'x-other': '1' }, 'x-tenant: shop, x-other: none'],
  ['responseHeaders', { server: 'x', other: null }, 'server: none, other: left as it is'],
])('%s %j is not met, and what is there is told', (name, value, told) => {
  expect(differs(name, value)).toBe(told);
});

test('of one backend its own filters count, too', () => {
  expect(differs('path', '/own', ONE_BACKEND)).toBeUndefined();
  expect(differs('backend', 'shop/cart', ONE_BACKEND)).toBeUndefined();
});

test('a backend that is answered with an error does not get it all', () => {
  const [only] = ONE_BACKEND.backends;
  const answer = { ...ONE_BACKEND, backends: only === undefined ? [] : [{ ...only, statusCode: 500 }] };
  expect(differs('backend', 'shop/cart', answer)).toBe('shop/cart:8080 (1, which is answered with 500)');
});

test.each([
  ['outcome', 'forwarded'],
  ['status', '404'],
  ['route', 'cart'],
  ['rule', -1],
  ['backend', 'cart'],
  ['backends', { 'shop/cart': 2 }],
  ['mirrors', 'shop/cart'],
  ['headers', { x: 1 }],
])('%s cannot be %j', (name, value) => {
  expect(EXPECTATIONS.find((row) => row.name === name)?.accepts(value)).toBe(false);
});
