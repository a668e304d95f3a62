import { expect, test } from 'vitest';
import { allowedHost, hostName } from '../../src/http/allowed-host.ts';
import { codesOf, post, probeApp } from '../support/probe-app.ts';

test.each([
  ['localhost', 'localhost'],
  ['LocalHost:4000', 'localhost'],
  ['127.0.0.1:4000', '127.0.0.1'],
  ['[::1]:4000', '::1'],
  ['[::1]', '::1'],
  ['example.com.', 'example.com'],
  ['', undefined],
  [undefined, undefined],
  ['a b', undefined],
  ['user@localhost', undefined],
  ['localhost:4000:1', undefined],
  ['localhost/evil', undefined],
  ['::1', undefined],
])('the name in the Host header %j is %j', (header, name) => {
  expect(hostName(header)).toBe(name);
});

test('loopback names, the bound name and those allowed are answered', () => {
  const isAllowed = allowedHost({ host: 'gwql.internal', allowedHosts: ['gwql.example.com', 'fd00::1'] });
  for (const host of [
    'localhost',
    '127.0.0.1:4000',
    '[::1]',
    'gwql.internal:4000',
    'GWQL.example.com',
    '[fd00::1]',
  ]) {
    expect(isAllowed(host)).toBe(true);
  }
  for (const host of [
    'evil.example',
    'localhost.evil.example',
    'gwql.example.com.evil.example',
    '10.1.2.3',
    undefined,
  ]) {
    expect(isAllowed(host, '10.1.2.3')).toBe(false);
  }
});

test('on all addresses the one that the connection came in by is answered, and no name', () => {
  for (const host of ['0.0.0.0', '::']) {
    const isAllowed = allowedHost({ host, allowedHosts: [] });
    expect(isAllowed('10.1.2.3:4000', '10.1.2.3')).toBe(true);
    expect(isAllowed('10.1.2.3:4000', '::ffff:10.1.2.3')).toBe(true);
    expect(isAllowed('10.9.9.9:4000', '10.1.2.3')).toBe(false);
    expect(isAllowed('evil.example', '10.1.2.3')).toBe(false);
    expect(isAllowed('0.0.0.0', '10.1.2.3')).toBe(false);
  }
});

test('a request under a foreign name is 421 and says what to do', async () => {
  const { app, requests } = await probeApp();
  const answer = await post(app, { query: '{ item { id } }' }, { host: 'evil.example' });
  expect(answer.status).toBe(421);
  expect(codesOf(answer)).toEqual(['BAD_REQUEST']);
  expect(answer.body.errors?.[0]?.message).toContain('--allowed-host');
  expect(requests).toEqual([]);
  const page = await app.inject({ url: '/graphiql/', headers: { host: 'evil.example' } });
  expect(page.statusCode).toBe(421);
});
