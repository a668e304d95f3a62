import { describe, expect, it } from 'vitest';
import { grpcCall } from '../../../src/gatewayapi/routing/grpc-call.ts';
import { hostnameLevels, hostnameRank } from '../../../src/gatewayapi/routing/hostname-levels.ts';
import { prefixesOf } from '../../../src/gatewayapi/routing/http-path-index.ts';
import { hostnameOf, sentRequest } from '../../../src/gatewayapi/routing/sent-request.ts';

describe('sentRequest', () => {
  it('is GET / from a client that dials the address', () => {
    expect(sentRequest({ scheme: 'HTTP' })).toMatchObject({
      tls: false,
      host: undefined,
      hostname: '',
      sni: '',
      method: 'GET',
      path: '/',
      query: '',
    });
  });

  it('takes SNI from the host, without its port, only over TLS', () => {
    expect(sentRequest({ scheme: 'HTTPS', host: 'A.com:8443' }).sni).toBe('a.com');
    expect(sentRequest({ scheme: 'HTTP', host: 'a.com', sni: 'b.com' }).sni).toBe('');
    expect(sentRequest({ scheme: 'GRPC', host: 'a.com' }).tls).toBe(false);
    expect(sentRequest({ scheme: 'GRPC', sni: 'a.com' })).toMatchObject({ tls: true, sni: 'a.com' });
  });

  it('takes the host from a header where none is given', () => {
    const headers = [{ name: 'HOST', value: 'a.com' }];
    expect(sentRequest({ scheme: 'HTTP', headers })).toMatchObject({ host: 'a.com', headers: [] });
    expect(sentRequest({ scheme: 'HTTP', host: 'b.com', headers }).host).toBe('b.com');
  });

  it('keeps the query apart and never sends a fragment', () => {
    expect(sentRequest({ scheme: 'HTTP', path: '/a?b=c?d#e' })).toMatchObject({
      path: '/a',
      query: '?b=c?d',
    });
  });
});

describe('hostnameOf', () => {
  it.each([
    ['Shop.Example.com:80', 'shop.example.com'],
    ['a.com.', 'a.com'],
    ['10.0.0.1:8080', '10.0.0.1'],
    ['[::1]:8080', '[::1]'],
    ['', ''],
  ])('of %s is %s', (host, expected) => {
    expect(hostnameOf(host)).toBe(expected);
  });
});

describe('hostnames', () => {
  it('of a name are itself, its wildcards from the longest, and none', () => {
    expect(hostnameLevels('a.b.c')).toEqual(['a.b.c', '*.b.c', '*.c', '']);
    expect(hostnameLevels('')).toEqual(['']);
    expect(hostnameLevels('localhost')).toEqual(['localhost', '']);
  });

  it('rank as their levels stand', () => {
    const ranks = hostnameLevels('a.b.c').map((level) => hostnameRank(level, 'a.b.c'));
    expect(ranks).toEqual(ranks.toSorted((a, b) => b - a));
    expect(['b.c', '*.a.b.c', '*.d', 'x'].map((other) => hostnameRank(other, 'a.b.c'))).toEqual([
      -1, -1, -1, -1,
    ]);
  });
});

describe('prefixesOf', () => {
  it('are what ends where an element ends, no longer than any prefix is', () => {
    expect([...prefixesOf('/a/bc/', 10)]).toEqual(['/a/bc/', '/a/bc', '/a', '']);
    expect([...prefixesOf('/a/bc/d', 5)]).toEqual(['/a/bc', '/a', '']);
    expect([...prefixesOf('/a/bc/d', 0)]).toEqual(['']);
    expect([...prefixesOf('/', 3)]).toEqual(['/', '']);
  });
});

describe('grpcCall', () => {
  it('is two elements, none of them empty', () => {
    expect(grpcCall('/a.B/C')).toEqual({ service: 'a.B', method: 'C' });
    expect(['/', '/a', '/a/', '//b', '/a/b/c', 'a/b'].map(grpcCall)).toEqual(Array(6).fill(undefined));
  });
});
