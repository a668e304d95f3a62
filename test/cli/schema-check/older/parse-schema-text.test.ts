import { buildSchema, introspectionFromSchema, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parseSchemaText } from '../../../../src/cli/schema-check/older/parse-schema-text.ts';
import { UsageError } from '../../../../src/cli/usage-error.ts';

const SDL = `type Query {
  route(name: String @deprecated(reason: "by id")): Route
}

enum Kind {
  A
  B @deprecated(reason: "gone")
}

type Route {
  kind: Kind
}
`;

function message(text: string): string {
  try {
    parseSchemaText(text, 'old.graphql');
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return String(error);
  }
}

test('SDL is read, a byte order mark before it too', () => {
  const { schema, hasDirectives } = parseSchemaText(`\uFEFF${SDL}`, 'old.graphql');
  expect(printSchema(schema)).toBe(SDL.trim());
  expect(hasDirectives).toBe(true);
});

describe('introspection', () => {
  const introspection = introspectionFromSchema(buildSchema(SDL), { inputValueDeprecation: true });

  test.each([
    ['as the answer to a query', { data: introspection }],
    ['as its data alone', introspection],
  ])('is read %s', (_form, json) => {
    const { schema, hasDirectives } = parseSchemaText(JSON.stringify(json), 'old.json');
    expect(printSchema(schema)).toBe(SDL.trim());
    expect(hasDirectives).toBe(false);
  });

  test('keeps deprecations as directives, those of arguments too', () => {
    const { schema } = parseSchemaText(JSON.stringify(introspection), 'old.json');
    const [argument] = schema.getQueryType()?.getFields()['route']?.args ?? [];
    expect(argument?.astNode?.directives?.map(({ name }) => name.value)).toEqual(['deprecated']);
  });
});

test('what is wrong with SDL is told with line and column', () => {
  expect(message('type Query {\n  a: \n}')).toContain('old.graphql:3:1: no schema');
  expect(message('type Query { a: Nowhere }')).toContain('Unknown type');
});

test.each([
  ['', 'Unexpected <EOF>'],
  ['<!doctype html>', 'no schema'],
  ['{ "data": null }', 'the JSON has no __schema'],
  ['{ "__schema": {} }', 'no schema'],
  ['{ not json', 'no schema'],
  ['{ httpRoutes { totalCount } }', 'no schema'],
  ['type Thing { a: Int }', 'it has no Query type'],
])('%j is no schema', (text, reason) => {
  expect(message(text)).toContain(reason);
});

test('what is nested without end is an error, not the end', () => {
  expect(message(`type Query { a: ${'['.repeat(100_000)}`)).toContain('no schema');
});
