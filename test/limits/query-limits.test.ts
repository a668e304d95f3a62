import {
  getIntrospectionQuery,
  Kind,
  parse,
  print,
  type SelectionNode,
  specifiedRules,
  validate,
  visit,
} from 'graphql';
import { expect, test } from 'vitest';
import { operationTypeRule } from '../../src/limits/operation-type-rule.ts';
import { limitRules, parseLimits, type QueryLimits } from '../../src/limits/query-limits.ts';
import { probeSchema } from '../support/probe-schema.ts';

const schema = probeSchema();

function codes(source: string, limits: QueryLimits): unknown[] {
  return validate(schema, parse(source), [...limitRules(limits)]).map(({ extensions }) => extensions['code']);
}

function nested(levels: number): string {
  return `{ item ${'{ child '.repeat(levels - 2)} { id } ${'}'.repeat(levels - 2)} }`;
}

test('a query as deep as the limit passes, one level more is QUERY_TOO_DEEP', () => {
  expect(codes(nested(24), { maxDepth: 24 })).toEqual([]);
  expect(codes(nested(25), { maxDepth: 24 })).toEqual(['QUERY_TOO_DEEP']);
});

test('the message of a deep query names both depths and the option', () => {
  const [error] = validate(schema, parse(nested(30)), [...limitRules({ maxDepth: 24 })]);
  expect(error?.message).toContain('30 levels deep, 24 are allowed');
  expect(error?.message).toContain('--max-depth');
});

test('fragments count towards the depth, named and inline ones', () => {
  const named = '{ item { ...A } } fragment A on Item { child { ...B } } fragment B on Item { child { id } }';
  expect(codes(named, { maxDepth: 4 })).toEqual([]);
  expect(codes(named, { maxDepth: 3 })).toEqual(['QUERY_TOO_DEEP']);
  expect(codes('{ item { ... on Item { ... { child { id } } } } }', { maxDepth: 3 })).toEqual([]);
  expect(codes('{ item { ... on Item { ... { child { id } } } } }', { maxDepth: 2 })).toEqual([
    'QUERY_TOO_DEEP',
  ]);
});

test('introspection has no depth', () => {
  expect(codes(getIntrospectionQuery(), { maxDepth: 1 })).toEqual([]);
  expect(codes('{ item { __typename } }', { maxDepth: 1 })).toEqual([]);
});

test('each operation of a document is measured', () => {
  expect(codes('query A { item { id } } query B { item { child { id } } }', { maxDepth: 2 })).toEqual([
    'QUERY_TOO_DEEP',
  ]);
});

test('fragments that spread themselves, or are unknown, are left to validation', () => {
  const cycle =
    '{ item { ...A } } fragment A on Item { child { ...B } } fragment B on Item { child { ...A } }';
  expect(codes(cycle, { maxDepth: 24, maxFields: 10 })).toEqual([]);
  expect(validate(schema, parse(cycle), [...specifiedRules]).map(({ message }) => message)).toEqual([
    'Cannot spread fragment "A" within itself via "B".',
  ]);
  expect(codes('{ item { ...Nowhere } }', { maxDepth: 24, maxFields: 10 })).toEqual([]);
});

test('fields are counted as often as they are selected', () => {
  const three = '{ a: item { id } b: item { __typename } }';
  expect(codes(three, { maxFields: 4 })).toEqual([]);
  expect(codes(three, { maxFields: 3 })).toEqual(['QUERY_TOO_COMPLEX']);
  const spread = '{ a: item { ...F } b: item { ...F } } fragment F on Item { id name }';
  expect(codes(spread, { maxFields: 6 })).toEqual([]);
  expect(codes(spread, { maxFields: 5 })).toEqual(['QUERY_TOO_COMPLEX']);
});

test('fragments that double thirty times are refused without being expanded', () => {
  const fragments = Array.from(
    { length: 30 },
    (_, i) => `fragment F${i} on Item { a: child { ...F${i + 1} } b: child { ...F${i + 1} } }`,
  ).join(' ');
  const bomb = `{ item { ...F0 } } ${fragments} fragment F30 on Item { id }`;
  expect(codes(bomb, { maxFields: 10_000 })).toEqual(['QUERY_TOO_COMPLEX']);
});

test('a count too long to print is a sentence all the same', () => {
  const fragments = Array.from(
    { length: 2_000 },
    (_, i) => `fragment F${i} on Item { a: child { ...F${i + 1} } b: child { ...F${i + 1} } }`,
  ).join(' ');
  const [error] = validate(schema, parse(`{ item { ...F0 } } ${fragments} fragment F2000 on Item { id }`), [
    ...limitRules({ maxFields: 10_000 }),
  ]);
  expect(error?.message).toMatch(/^The query selects more than a billion fields /);
});

/** The introspection of tools under several aliases. */
function wholeSchema(times: number): string {
  const options = { inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true, oneOf: true };
  const document = parse(getIntrospectionQuery({ ...options, directiveIsRepeatable: true }));
  const again = (selections: readonly SelectionNode[]) =>
    Array.from({ length: times }, (_, i) =>
      selections.map((selection) => ({ ...selection, alias: { kind: Kind.NAME, value: `a${i}` } })),
    ).flat();
  return print(
    visit(document, {
      OperationDefinition: ({ selectionSet, ...rest }) => ({
        ...rest,
        selectionSet: { ...selectionSet, selections: again(selectionSet.selections) },
      }),
    }),
  );
}

test('the whole schema may be asked for three times at once, and no more', () => {
  expect(codes(getIntrospectionQuery(), { maxNodes: 1 })).toEqual([]);
  expect(codes(wholeSchema(3), { maxNodes: 1 })).toEqual([]);
  expect(codes(wholeSchema(4), { maxNodes: 1 })).toEqual(['QUERY_TOO_COMPLEX']);
});

test('introspection is found behind fragments, each of which is executed once', () => {
  const types = 'types { fields { type { fields { type { name } } } } }';
  const many = Array.from({ length: 200 }, (_, i) => `a${i}: __schema { ${types} }`).join(' ');
  expect(codes(`{ ...A ... { ...A } } fragment A on Query { ${many} }`, { maxNodes: 1 })).toEqual([
    'QUERY_TOO_COMPLEX',
  ]);
  const spreads = '...A '.repeat(100);
  expect(codes(`{ ${spreads} } fragment A on Query { __schema { ${types} } }`, { maxNodes: 1 })).toEqual([]);
});

test('a hundred types may be looked up by name', () => {
  const many = Array.from({ length: 100 }, (_, i) => `a${i}: __type(name: "Item") { name }`).join(' ');
  expect(codes(`{ ${many} }`, { maxNodes: 1 })).toEqual([]);
});

test('fields of the schema that are called like those of introspection cost nothing extra', () => {
  expect(codes('{ item { types: children { fields: name } } }', { maxNodes: 1 })).toEqual([]);
});

test('no limits: only operations that the schema has no type for are refused', () => {
  expect(limitRules({})).toEqual([operationTypeRule]);
  expect(parseLimits({})).toEqual({});
});

test('a document far longer than its fields may need is not parsed to the end', () => {
  expect(() => parse(`{ ${'item '.repeat(200)} }`, { maxTokens: 100 })).toThrow(
    'Document contains more that 100 tokens',
  );
  expect(parseLimits({ maxFields: 10_000 })).toEqual({ maxTokens: 100_000 });
  expect(parseLimits({ maxFields: 5 })).toEqual({ maxTokens: 1_000 });
});
