import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../src/execution/compile-pattern.ts';

function matches(pattern: string, text: string): boolean | string {
  const compiled = compilePattern(pattern);
  return 'matches' in compiled ? compiled.matches(text) : compiled.error;
}

describe('compilePattern', () => {
  it('matches the whole text', () => {
    expect(matches('/v[0-9]+', '/v12')).toBe(true);
    expect(matches('/v[0-9]+', '/v12/x')).toBe(false);
    expect(matches('v[0-9]', '/v1')).toBe(false);
  });

  it('is case-sensitive unless the pattern says otherwise', () => {
    expect(matches('abc', 'ABC')).toBe(false);
    expect(matches('(?i)abc', 'ABC')).toBe(true);
  });

  it('refuses what RE2 does not have', () => {
    expect(matches('(?=x)x', 'x')).toContain('invalid or unsupported');
    expect(matches('(a)\\1', 'aa')).toContain('invalid');
    expect(matches('(a', 'a')).toContain('missing closing');
  });

  it('refuses what is too long or compiles to too much', () => {
    expect(matches('a'.repeat(4097), 'a')).toContain('longer than');
    expect(matches('(?:abcdefghij){0,900}', 'a')).toContain('instructions');
  });

  it('answers a pattern that makes backtracking engines hang', () => {
    expect(matches('(a|aa)+$', `${'a'.repeat(5000)}b`)).toBe(false);
  });
});
