import { expect, test } from 'vitest';
import { settleMatchers } from './settle-matchers.ts';

test('a matcher that holds becomes the actual value', () => {
  expect(settleMatchers({ message: { $match: 'shop/\\w+' } }, { message: 'no Service shop/items' })).toEqual({
    message: 'no Service shop/items',
  });
});

test('a matcher that does not hold stays, and so differs from the actual value', () => {
  const expected = [{ message: { $match: ['shop', 'stock'] } }];
  expect(settleMatchers(expected, [{ message: 'shop' }])).toEqual(expected);
  expect(settleMatchers(expected, [])).toEqual(expected);
});

test('patterns match across lines', () => {
  expect(settleMatchers({ $match: 'kind: A.*name: b' }, 'kind: A\nname: b')).toBe('kind: A\nname: b');
});

test('$any holds for anything but null', () => {
  expect(settleMatchers({ $any: true }, '')).toBe('');
  expect(settleMatchers({ $any: true }, null)).toEqual({ $any: true });
});

test('everything else is compared as it is', () => {
  expect(settleMatchers({ list: [1, null], text: 'a' }, { list: [2], other: 1 })).toEqual({
    list: [1, null],
    text: 'a',
  });
});
