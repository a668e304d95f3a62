import { expect, test } from 'vitest';
import { parseRequestUrl } from '../../../src/cli/simulate/parse-request-url.ts';

test.each([
  ['https://shop.example.com/cart', { scheme: 'HTTPS', host: 'shop.example.com', path: '/cart' }],
  ['shop.example.com/cart', { scheme: 'HTTP', host: 'shop.example.com', path: '/cart' }],
  ['http://shop.example.com', { scheme: 'HTTP', host: 'shop.example.com', path: '/' }],
  ['http://shop.example.com?x=1', { scheme: 'HTTP', host: 'shop.example.com', path: '/?x=1' }],
  ['HTTPS://shop.example.com/a?b=c#part', { scheme: 'HTTPS', host: 'shop.example.com', path: '/a?b=c' }],
  ['/healthz', { scheme: 'HTTP', path: '/healthz' }],
  ['tcp://:5432', { scheme: 'TCP', path: '/', port: 5432 }],
  ['http://[::1]:80/x', { scheme: 'HTTP', host: '[::1]', path: '/x', port: 80 }],
  ['grpc://a.example/p.S/M', { scheme: 'GRPC', host: 'a.example', path: '/p.S/M' }],
  ['grpcs://a.example/p.S/M', { scheme: 'GRPC', host: 'a.example', path: '/p.S/M', sni: 'a.example' }],
])('%s is a request', (url, request) => {
  const { hostname: _, ...parsed } = Object(parseRequestUrl(url));
  expect(parsed).toEqual(request);
});

test('a port stays in the host unless it is the one that clients leave out', () => {
  expect(parseRequestUrl('https://a.example:8443/')).toMatchObject({ host: 'a.example:8443', port: 8443 });
  expect(parseRequestUrl('https://a.example:443/')).toMatchObject({ host: 'a.example', port: 443 });
});

test('nothing of a path is decoded, encoded or normalised', () => {
  const path = '/a/../b//c%2Fd/%zz/ü?q=%20+';
  expect(parseRequestUrl(`http://a.example${path}`)).toMatchObject({ path });
});

test.each([
  ['', 'is no URL'],
  ['http://a b/', 'is no URL'],
  ['http://user@a.example/', 'is no URL'],
  ['ftp://a.example/', 'Use one of http, https, grpc'],
  ['http://a.example:0/', 'not one from 1 to 65535'],
  ['http://a.example:65536/', 'not one from 1 to 65535'],
  ['http://a.example:x/', 'is no URL'],
])('%j is refused with words', (url, words) => {
  expect(parseRequestUrl(url)).toContain(words);
});
