import { describe, expect, test } from 'vitest';
import { sameValue } from '../../src/loaders/same-value.ts';

const SAME: readonly (readonly [unknown, unknown])[] = [
  [1, 1],
  [Number.NaN, Number.NaN],
  [undefined, undefined],
  [[], []],
  [{ a: [1, { b: 'c' }] }, { a: [1, { b: 'c' }] }],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  [new Set(['a', 'b']), new Set(['b', 'a'])],
];

const shared = () => 1;

const DIFFERENT: readonly (readonly [unknown, unknown])[] = [
  [1, '1'],
  [null, {}],
  [[], {}],
  [[1], [1, 2]],
  [{ a: undefined }, {}],
  [{ a: 1 }, { b: 1 }],
  [new Set(['a']), new Set(['b'])],
  [new Set(['a']), ['a']],
  [new Map([['a', 1]]), new Map([['a', 1]])],
  [() => 1, shared],
];

describe('plain data', () => {
  test.for(SAME)('%j says the same as %j', ([a, b]) => {
    expect(sameValue(a, b)).toBe(true);
    expect(sameValue(b, a)).toBe(true);
  });

  test.for(DIFFERENT)('%j says something else than %j', ([a, b]) => {
    expect(sameValue(a, b)).toBe(false);
    expect(sameValue(b, a)).toBe(false);
  });

  test('of other sorts is compared by identity', () => {
    expect(sameValue({ f: shared }, { f: shared })).toBe(true);
  });
});
