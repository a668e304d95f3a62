import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchName } from '../../../src/gatewayapi/filters/match-name.ts';

describe('a name pattern', () => {
  it.each([
    ['web', 'web', true],
    ['web', 'web-1', false],
    ['web*', 'web', true],
    ['*', '', true],
    ['a*a', 'a', false],
    ['a*b*a', 'aba', true],
    ['a*b*a', 'aabba', true],
    ['*ab*ab', 'ab', false],
    ['w.b', 'web', false],
  ])('%s, asked about %j, says %s', (pattern, name, fits) => {
    expect(matchName(pattern)(name)).toBe(fits);
  });

  it('matches as the regular expression of the same meaning does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    const name = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(text, name, (pattern, candidate) => {
        const expression = new RegExp(`^${pattern.replaceAll(/\*+/g, '.*')}$`);
        expect(matchName(pattern)(candidate)).toBe(expression.test(candidate));
      }),
    );
  });
});
