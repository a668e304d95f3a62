import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePaths } from '../../../src/gatewayapi/findings/compare-paths.ts';

describe('field paths', () => {
  it('are in the order of the items of a list, not of their digits', () => {
    const paths = ['spec.rules[10]', 'spec.rules[9].filters[0]', 'spec.rules[9]', 'spec.parentRefs[0]', ''];
    expect(paths.toSorted(comparePaths)).toEqual([
      '',
      'spec.parentRefs[0]',
      'spec.rules[9]',
      'spec.rules[9].filters[0]',
      'spec.rules[10]',
    ]);
  });

  it('are ordered totally, so that a cursor has one place', () => {
    const path = fc.array(fc.constantFrom('a', 'b', '.', '[0]', '[2]', '[10]', '7', '07'), { maxLength: 6 });
    const text = path.map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(comparePaths(a, b))).toBe(-Math.sign(comparePaths(b, a)) + 0);
        if (comparePaths(a, b) === 0) expect(a).toBe(b);
        if (comparePaths(a, b) <= 0 && comparePaths(b, c) <= 0)
          expect(comparePaths(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
