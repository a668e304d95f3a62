import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveringHostnames } from '../../../src/gatewayapi/filters/covering-hostnames.ts';
import { covers } from '../../../src/gatewayapi/hostname.ts';

const label = fc.constantFrom('a', 'b', 'c');
const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
const wildcard = host.map((name) => `*.${name}`);

describe('the hostnames that a request for a host would match', () => {
  it('are itself, each wildcard above it, and the one for everything', () => {
    expect(coveringHostnames('a.b.example.com')).toEqual([
      '',
      'a.b.example.com',
      '*.b.example.com',
      '*.example.com',
      '*.com',
    ]);
  });

  it('are the same in upper case and with a port', () => {
    expect(coveringHostnames('Shop.Example.com:8443')).toEqual(coveringHostnames('shop.example.com'));
  });

  it('do not hold the wildcard of the host itself', () => {
    expect(coveringHostnames('example.com')).not.toContain('*.example.com');
  });

  it('are exactly the patterns that cover it', () => {
    fc.assert(
      fc.property(fc.oneof(host, wildcard), fc.oneof(host, wildcard, fc.constant('')), (wanted, pattern) => {
        expect(coveringHostnames(wanted).includes(pattern)).toBe(covers(pattern, wanted));
      }),
    );
  });
});
