import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, hostnameProblem, intersectHostnames, readHostname } from '../../src/gatewayapi/hostname.ts';

/** semantics.md C.3, the table: listener, hostnames of the route, what both have. */
const TABLE: readonly (readonly [
  listener: string,
  route: readonly string[],
  effective: readonly string[],
])[] = [
  ['', [], ['']],
  ['', ['a.com'], ['a.com']],
  ['a.com', [], ['a.com']],
  ['*.a.com', ['b.a.com', 'c.b.a.com', 'a.com', 'z.io'], ['b.a.com', 'c.b.a.com']],
  ['b.a.com', ['*.a.com'], ['b.a.com']],
  ['*.a.com', ['*.b.a.com'], ['*.b.a.com']],
  ['*.b.a.com', ['*.a.com'], ['*.b.a.com']],
  ['*.a.com', ['*.a.com'], ['*.a.com']],
  ['a.com', ['*.a.com'], []],
  ['a.com', ['b.com'], []],
  ['*.a.com', ['*.aa.com', 'ba.com'], []],
  ['b.a.com', ['*.a.com', '*.com', 'b.a.com'], ['b.a.com']],
];

describe('hostnames of a listener and a route', () => {
  test.for(TABLE)('%s and %j have %j in common', ([listener, route, effective]) => {
    expect(intersectHostnames(listener, route)).toEqual(effective);
  });

  const label = fc.constantFrom('a', 'b', 'ab');
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  const pattern = fc.oneof(
    host,
    host.map((name) => `*.${name}`),
    fc.constant(''),
  );

  test('admit what both admit, whichever of them is asked', () => {
    fc.assert(
      fc.property(pattern, pattern, host, (a, b, name) => {
        const admits = (effective: readonly string[]) => effective.some((hostname) => covers(hostname, name));
        const both = covers(a, name) && covers(b, name);
        expect(admits(intersectHostnames(a, [b]))).toBe(both);
        expect(admits(intersectHostnames(b, [a]))).toBe(both);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a hostname', () => {
  test('compares in lower case, and is any when there is none', () => {
    expect(readHostname('Shop.Example.com')).toBe('shop.example.com');
    expect(readHostname(undefined)).toBe('');
    expect(readHostname(7)).toBe('');
  });

  test.for(['example.com', '*.example.com', 'localhost', 'a-b.c1'])('may be %s', (hostname) => {
    expect(hostnameProblem(hostname)).toBeUndefined();
  });

  test.for([
    '10.0.0.1',
    'example.com:80',
    '2001:db8::1',
    '*',
    'a.*.com',
    '-a.com',
    'a..com',
    'exa_mple.com',
    'a'.repeat(254),
  ])('is not %s', (hostname) => {
    expect(hostnameProblem(hostname)).toBeTypeOf('string');
  });
});
