import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { compareSchemas } from '../../../../src/cli/schema-check/changes/compare-schemas.ts';

const DIRECTIVE = 'directive @experimental on OBJECT | FIELD_DEFINITION | ENUM | ENUM_VALUE\n';

interface Sides {
  readonly old: string;
  readonly new: string;
  /** Whether the older schema came with its directives. */
  readonly hasDirectives?: boolean;
}

/** Each change as `criticality path`, with `(experimental)` where it adds such a thing. */
async function changes(sides: Sides): Promise<readonly string[]> {
  const { old, new: newer, hasDirectives = true } = sides;
  const found = await compareSchemas(
    { schema: buildSchema(DIRECTIVE + old), hasDirectives },
    { schema: buildSchema(DIRECTIVE + newer), hasDirectives: true },
  );
  return found.map(
    ({ criticality, path, experimental }) => `${criticality} ${path}${experimental ? ' (experimental)' : ''}`,
  );
}

describe('clients break', () => {
  test.each([
    ['a field that goes', 'type Query { a: Int b: Int }', 'type Query { a: Int }', 'Query.b'],
    ['an argument that goes', 'type Query { a(b: Int): Int }', 'type Query { a: Int }', 'Query.a.b'],
    [
      'an argument that must be given',
      'type Query { a: Int }',
      'type Query { a(b: Int!): Int }',
      'Query.a.b',
    ],
    ['a type that changes', 'type Query { a: Int }', 'type Query { a: String }', 'Query.a'],
    ['a field that may be null now', 'type Query { a: Int! }', 'type Query { a: Int }', 'Query.a'],
    [
      'an enum value that goes',
      'type Query { a: E } enum E { A B }',
      'type Query { a: E } enum E { A }',
      'E.B',
    ],
    [
      'an interface that goes',
      'type Query { a: T } interface I { x: Int } type T implements I { x: Int }',
      'type Query { a: T } interface I { x: Int } type T { x: Int }',
      'T',
    ],
  ])('of %s', async (_what, old, newer, path) => {
    expect(await changes({ old, new: newer })).toEqual([`breaking ${path}`]);
  });
});

describe('clients may break', () => {
  test.each([
    [
      'an enum value that comes',
      'type Query { a: E } enum E { A }',
      'type Query { a: E } enum E { A B }',
      'E.B',
    ],
    [
      'a default that changes',
      'type Query { a(b: Int = 1): Int }',
      'type Query { a(b: Int = 2): Int }',
      'Query.a.b',
    ],
    [
      'a field that turns experimental',
      'type Query { a: Int }',
      'type Query { a: Int @experimental }',
      'Query.a.@experimental',
    ],
  ])('of %s', async (_what, old, newer, path) => {
    expect(await changes({ old, new: newer })).toEqual([`dangerous ${path}`]);
  });
});

describe('clients do not notice', () => {
  test.each([
    ['a field that comes', 'type Query { a: Int }', 'type Query { a: Int b: Int }', 'Query.b'],
    ['a field that is never null now', 'type Query { a: Int }', 'type Query { a: Int! }', 'Query.a'],
    [
      'a field that leaves the experimental channel',
      'type Query { a: Int @experimental }',
      'type Query { a: Int }',
      'Query.a.@experimental',
    ],
    [
      'a field that is deprecated',
      'type Query { a: Int }',
      'type Query { a: Int @deprecated }',
      'Query.a.@deprecated',
    ],
    [
      'a deprecation with another reason',
      'type Query { a: Int @deprecated(reason: "x") }',
      'type Query { a: Int @deprecated(reason: "y") }',
      'Query.a.@deprecated',
    ],
    [
      'a deprecation that ends',
      'type Query { a: Int @deprecated }',
      'type Query { a: Int }',
      'Query.a.@deprecated',
    ],
    [
      'a value that is deprecated',
      'type Query { a: E } enum E { A }',
      'type Query { a: E } enum E { A @deprecated }',
      'E.A.@deprecated',
    ],
  ])('%s', async (_what, old, newer, path) => {
    expect(await changes({ old, new: newer })).toEqual([`safe ${path}`]);
  });
});

test('the same schema has no changes', async () => {
  const sdl =
    'type Query { a(b: E = A): [T!]! } enum E { A } interface I { c: Int } type T implements I { c: Int }';
  expect(await changes({ old: sdl, new: sdl })).toEqual([]);
});

test('descriptions are no changes', async () => {
  const old = '"one" type Query { "two" a("three" b: Int): E } enum E { A }';
  const newer = 'type Query { "zwei" a(b: Int): E } "four" enum E { "five" A }';
  expect(await changes({ old, new: newer })).toEqual([]);
});

test('what a new type holds is not told again', async () => {
  const old = 'type Query { a: Int } interface I { x: Int }';
  const newer = `${old.replace('a: Int', 'a: Int t: T')} type T implements I { x(y: Int! = 1): Int @deprecated e: E } enum E { A B }`;
  expect(await changes({ old, new: newer })).toEqual(['safe E', 'safe Query.t', 'safe T']);
});

test('a type that gets an interface and loses a field breaks', async () => {
  const old = 'type Query { a: T } interface I { x: Int } type T { x: Int y: Int }';
  const newer = 'type Query { a: T } interface I { x: Int } type T implements I { x: Int }';
  expect(await changes({ old, new: newer })).toEqual(['breaking T.y', 'dangerous T']);
});

test('breaking changes come first, each group in the order of its paths', async () => {
  const old = 'type Query { d: E b: Int c: Int } enum E { A }';
  const newer = 'type Query { d: E a: Int e: Int } enum E { A B }';
  expect(await changes({ old, new: newer })).toEqual([
    'breaking Query.b',
    'breaking Query.c',
    'dangerous E.B',
    'safe Query.a',
    'safe Query.e',
  ]);
});

describe('the experimental channel', () => {
  test('what comes from it says so', async () => {
    const newer =
      'type Query { a: E b: T @experimental } enum E { A B @experimental } type T @experimental { x: Int @experimental }';
    expect(await changes({ old: 'type Query { a: E } enum E { A }', new: newer })).toEqual([
      'dangerous E.B (experimental)',
      'safe Query.b (experimental)',
      'safe T (experimental)',
    ]);
  });

  test('a kind that leaves it is told by the fields that lead to it', async () => {
    const sdl = (mark: string) =>
      `type Query { t: T ${mark} } type T ${mark} { x: U ${mark} e: E ${mark} } type U ${mark} { y: Int ${mark} } enum E ${mark} { A ${mark} }`;
    expect(await changes({ old: sdl('@experimental'), new: sdl('') })).toEqual([
      'safe Query.t.@experimental',
    ]);
    expect(await changes({ old: sdl(''), new: sdl('@experimental') })).toEqual([
      'dangerous Query.t.@experimental',
    ]);
  });

  test('is said in words', async () => {
    const [change] = await compareSchemas(
      { schema: buildSchema(`${DIRECTIVE} type Query { a: Int @experimental }`), hasDirectives: true },
      { schema: buildSchema(`${DIRECTIVE} type Query { a: Int }`), hasDirectives: true },
    );
    expect(change?.message).toBe("'Query.a' is no longer experimental");
  });

  test('is not compared with a schema that came by introspection, deprecation is', async () => {
    const old = 'type Query { a: Int b: E c(d: Int): Int } enum E { A }';
    const newer =
      'type Query { a: Int @experimental b: E c(d: Int @deprecated): Int } enum E @experimental { A @experimental }';
    expect(await changes({ old, new: newer, hasDirectives: false })).toEqual(['safe Query.c.d.@deprecated']);
  });
});

test('a message is one line, whatever the schemas hold', async () => {
  const [change] = await compareSchemas(
    { schema: buildSchema('type Query { a(b: String = "x"): Int }'), hasDirectives: true },
    {
      schema: buildSchema('type Query { a(b: String = "\\u001b[31m\\n::error::"): Int }'),
      hasDirectives: true,
    },
  );
  expect(change?.message).toContain('changed from \'"x"\' to ');
  expect(change?.message).not.toMatch(/\p{Cc}/u);
});
