import { Kind, parse, print } from 'graphql';
import { expect, test } from 'vitest';
import { withoutUnknownTypes } from '../../../src/cli/schema-diff-crds/without-unknown-types.ts';

function pruned(sdl: string): string {
  const definitions = withoutUnknownTypes(parse(sdl).definitions);
  return print({ kind: Kind.DOCUMENT, definitions }).replaceAll(/\s+/g, ' ');
}

test.each([
  ['a field', 'type Query { a: Int b: [Gone!]! }', 'type Query { a: Int }'],
  ['a field with an argument', 'type Query { a: Int b(c: Gone): Int }', 'type Query { a: Int }'],
  ['an interface', 'type Query implements Gone { a: Int }', 'type Query { a: Int }'],
  ['a field of an interface', 'interface I { a: Int b: Gone }', 'interface I { a: Int }'],
  ['a field of an input', 'input I { a: ID b: Gone }', 'input I { a: ID }'],
  ['a member', 'union U = T | Gone type T { a: Boolean }', 'union U = T type T { a: Boolean }'],
  ['an extension', 'extend type Gone { a: Int } type Query { a: Int }', 'type Query { a: Int }'],
  [
    'a field of an extension',
    'type Query { a: Int } extend type Query { b: Gone c: Float }',
    'type Query { a: Int } extend type Query { c: Float }',
  ],
])('%s of an unknown type goes', (_what, sdl, left) => {
  expect(pruned(sdl)).toBe(left);
});

test('types that lose all goes too, and what is of their type', () => {
  expect(pruned('type Query { a: Int b: One } type One { c: Two } type Two { d: Gone }')).toBe(
    'type Query { a: Int }',
  );
  expect(pruned('type Query { a: Int b(i: I): U } union U = Gone input I { g: Gone }')).toBe(
    'type Query { a: Int }',
  );
});

test('what is known stays as it is', () => {
  const sdl = 'directive @d(a: Int) on OBJECT scalar S enum E { A } type Query @d { s(e: E): S } type Marker';
  expect(pruned(sdl)).toBe(sdl);
});
