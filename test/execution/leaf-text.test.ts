import fc from 'fast-check';
import { GraphQLEnumType, GraphQLFloat, GraphQLID, GraphQLInt, GraphQLString } from 'graphql';
import { expect, test } from 'vitest';
import { leafTextOf, quoted } from '../../src/execution/compiled/leaf-text.ts';

test('a text is written as JSON writes it, half of a surrogate pair too', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => quoted(text) === JSON.stringify(text)));
  for (const text of [
    '',
    '"',
    '\\',
    '\u0000',
    '\u001f',
    '\u007f',
    '\u2028',
    '\ud800',
    '\udc00a',
    '😀',
    'é',
  ]) {
    expect(quoted(text)).toBe(JSON.stringify(text));
  }
});

test.each([
  [GraphQLInt, 0, '0'],
  [GraphQLInt, -0, '0'],
  [GraphQLInt, -7, '-7'],
  [GraphQLInt, 2 ** 31, undefined],
  [GraphQLInt, 1.5, undefined],
  [GraphQLInt, '1', undefined],
  [GraphQLString, 1, undefined],
  [GraphQLID, 'a', '"a"'],
  [GraphQLFloat, 1.5, undefined],
])('of %s, %s is %s, or left to the type', (type, value, text) => {
  expect(leafTextOf(type)(value)).toBe(text);
});

test('an enum is written where its value is its name', () => {
  const type = new GraphQLEnumType({ name: 'E', values: { A: {}, B: { value: 'b' } } });
  expect(['A', 'B', 'b', 1].map(leafTextOf(type))).toEqual(['"A"', undefined, undefined, undefined]);
});
