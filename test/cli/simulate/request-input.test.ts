import { expect, test } from 'vitest';
import { requestInput } from '../../../src/cli/simulate/request-input.ts';

const gateway = { namespace: 'infra', name: 'public' };

test('the port of the URL is the port that is dialled, unless the listener has another', () => {
  const url = 'https://a.example:8443/';
  expect(requestInput({ url, gateway })).toMatchObject({ host: 'a.example:8443', listenerPort: 8443 });
  expect(requestInput({ url, gateway, listenerPort: 443 })).toMatchObject({
    host: 'a.example:8443',
    listenerPort: 443,
  });
});

test('a Host header replaces the host of the URL, and the handshake still names the host of the URL', () => {
  const headers = [
    { name: 'host', value: 'b.example' },
    { name: 'x', value: '1' },
  ];
  expect(requestInput({ url: 'https://a.example/', gateway, headers })).toMatchObject({
    host: 'b.example',
    sni: 'a.example',
    headers: [{ name: 'x', value: '1' }],
  });
  expect(requestInput({ url: 'http://a.example/', gateway, headers })).toMatchObject({ sni: undefined });
});

test.each([
  ['http://cart:8080/', { namespace: 'web', name: 'cart' }, 8080],
  ['http://cart.shop/', { namespace: 'shop', name: 'cart' }, 80],
  ['https://cart.shop.svc/', { namespace: 'shop', name: 'cart' }, 443],
  ['http://cart.shop.svc.cluster.local:9/', { namespace: 'shop', name: 'cart' }, 9],
  ['grpcs://cart.shop/p.S/M', { namespace: 'shop', name: 'cart' }, 443],
])('%s from a client in namespace web calls the Service', (url, service, port) => {
  expect(requestInput({ url, from: 'web' })).toMatchObject({
    mesh: { clientNamespace: 'web', service, port },
  });
});

test.each([
  [{ url: 'http://a.example/', from: 'web', gateway }, 'name one of the two'],
  [{ url: 'http://shop.example.com/', from: 'web' }, 'the host names a Service'],
  [{ url: '/x', from: 'web' }, 'the host names a Service'],
  [{ url: 'http://cart/', from: 'web', listenerPort: 80 }, 'A mesh has no listeners'],
])('%j is refused with words', (written, words) => {
  expect(requestInput(written)).toContain(words);
});
