import { describe, expect, it } from 'vitest';
import { PatternCache, PatternTester } from '../../../src/gatewayapi/routing/pattern.ts';
import { attached, listener, pattern, rule } from './build-routes.ts';
import { simulate } from './simulate-in-memory.ts';

describe('PatternTester', () => {
  it('compiles each pattern once for all simulations, bad ones too', () => {
    const compiled: string[] = [];
    const cache = new PatternCache((text) => {
      compiled.push(text);
      return text === '(' ? { error: 'bad' } : { matches: (value) => value === text, cost: 1 };
    });
    for (const tester of [new PatternTester(cache), new PatternTester(cache)]) {
      expect([tester.compiles('a'), tester.compiles('('), tester.matches('a', 'a')]).toEqual([
        true,
        false,
        true,
      ]);
    }
    expect(compiled).toEqual(['a', '(']);
  });

  it('stops asking when the budget is spent, and says so', () => {
    const tester = new PatternTester(new PatternCache(() => ({ matches: () => true, cost: 20_000 })));
    expect([tester.asked, tester.exhausted]).toEqual([false, false]);
    expect(tester.matches('a', 'x'.repeat(60))).toBe(true);
    expect(tester.exhausted).toBe(false);
    expect(tester.matches('a', 'x'.repeat(60))).toBe(false);
    expect([tester.asked, tester.exhausted]).toEqual([true, true]);
  });

  it('stops compiling, too, and takes what it does not know for valid', () => {
    const tester = new PatternTester(new PatternCache(() => ({ matches: () => true, cost: 40_000 })));
    expect(tester.compiles('a')).toBe(true);
    expect([tester.matches('b', ''), tester.compiles('b'), tester.exhausted]).toEqual([false, true, true]);
  });

  it('counts a bad pattern as no match', () => {
    const tester = new PatternTester(new PatternCache(() => ({ error: 'bad' })));
    expect(tester.matches('(', 'x')).toBe(false);
    expect(tester.exhausted).toBe(false);
  });
});

describe('a listener full of expensive patterns', () => {
  it('gives an incomplete answer rather than a late one', () => {
    const routes = Array.from({ length: 600 }, (_, i) =>
      attached(`r${i}`, { rules: [rule('app', pattern(`/(?:abcdefghij){0,90}x${i}`))] }),
    );
    const { outcome, incomplete, opaque } = simulate(
      { listeners: [listener(routes)] },
      { path: `/${'abcdefghij'.repeat(90)}` },
    );
    expect({ outcome, incomplete }).toEqual({ outcome: 'NO_ROUTE', incomplete: true });
    expect(opaque.join()).toContain('took too long');
  });
});
