import { buildSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { checkDocuments } from '../../../../src/cli/schema-check/documents/check-documents.ts';
import type { DocumentsReport } from '../../../../src/cli/schema-check/documents/documents-report.ts';
import type { QueryLimits } from '../../../../src/limits/query-limits.ts';

const schema = buildSchema(`
directive @experimental on OBJECT | FIELD_DEFINITION | ENUM | ENUM_VALUE

type Query {
  route(name: String!, kind: Kind): Route
  node: Node
  mesh: Mesh @experimental
  oldRoute: Route @deprecated(reason: "Use route.")
}

enum Kind {
  HTTP
  TCP @experimental
}

interface Node {
  id: ID
}

type Route {
  name: String
  parent: Route
  retry: Retry @experimental
}

type Retry @experimental {
  attempts: Int @experimental
}

type Mesh implements Node @experimental {
  id: ID
  name: String @experimental
}
`);

const LIMITS: QueryLimits = { maxDepth: 24, maxFields: 10_000, maxNodes: 2_000_000 };

function check(files: Readonly<Record<string, string>>, limits: QueryLimits = LIMITS): DocumentsReport {
  const texts = Object.entries(files).map(([file, text]) => ({ file, text }));
  return checkDocuments(texts, { schema, limits });
}

/** Each problem as `severity code file:line:column`. */
function problems(files: Readonly<Record<string, string>>, limits?: QueryLimits): readonly string[] {
  return check(files, limits).problems.map(
    ({ severity, code, file, line, column }) => `${severity} ${code} ${file}:${line}:${column}`,
  );
}

test('documents that fit have no problems', () => {
  expect(problems({ 'a.graphql': 'query A($n: String!) { route(name: $n) { name } }' })).toEqual([]);
});

describe('errors have file, line and column', () => {
  test('of a field that the schema has not', () => {
    const report = check({ 'a.graphql': 'query A {\n  route(name: "x") {\n    nope\n  }\n}' });
    expect(report.problems).toEqual([
      {
        severity: 'error',
        code: 'GRAPHQL_VALIDATION_FAILED',
        message: 'Cannot query field "nope" on type "Route". Did you mean "name"?',
        file: 'a.graphql',
        line: 3,
        column: 5,
      },
    ]);
  });

  test('of a text that is no GraphQL', () => {
    expect(problems({ 'a.graphql': '{ node {\n} }' })).toEqual(['error GRAPHQL_PARSE_FAILED a.graphql:2:1']);
    expect(problems({ 'a.graphql': '' })).toEqual(['error GRAPHQL_PARSE_FAILED a.graphql:1:1']);
  });

  test('of a text that is nested without end', () => {
    expect(problems({ 'a.graphql': `{ ${'node { '.repeat(40_000)}` })).toEqual([
      expect.stringContaining('error GRAPHQL_PARSE_FAILED a.graphql'),
    ]);
  });

  test('of a text with more tokens than the server reads', () => {
    expect(problems({ 'a.graphql': `{ ${'a '.repeat(1_001)} }` }, { ...LIMITS, maxFields: 100 })).toEqual([
      'error GRAPHQL_PARSE_FAILED a.graphql:1:2001',
    ]);
  });

  test('and come in the order of their places', () => {
    const text = '{ node { id nope } route { name } }';
    expect(problems({ 'b.graphql': text, 'a.graphql': '{ nope }' })).toEqual([
      'error GRAPHQL_VALIDATION_FAILED a.graphql:1:3',
      'error GRAPHQL_VALIDATION_FAILED b.graphql:1:13',
      'error GRAPHQL_VALIDATION_FAILED b.graphql:1:20',
    ]);
  });
});

describe('fragments', () => {
  const fragment = 'fragment F on Route { name ...G }';
  const other = 'fragment G on Route { parent { name } }';
  const query = '{ route(name: "x") { ...F } }';

  test('may be in other files, through files of fragments alone', () => {
    expect(problems({ 'q.graphql': query, 'f.graphql': fragment, 'g.graphql': other })).toEqual([]);
  });

  test('that are nowhere are errors where they are spread', () => {
    expect(problems({ 'q.graphql': query, 'f.graphql': fragment })).toEqual([
      'error GRAPHQL_VALIDATION_FAILED f.graphql:1:31',
    ]);
  });

  test('that several files use are validated once, in their own file', () => {
    const bad = 'fragment F on Route { nope }';
    expect(problems({ 'a.graphql': query, 'b.graphql': query, 'f.graphql': bad })).toEqual([
      'error GRAPHQL_VALIDATION_FAILED f.graphql:1:23',
    ]);
  });

  test('count in depth and fields wherever they are', () => {
    const { operations } = check({ 'q.graphql': query, 'f.graphql': fragment, 'g.graphql': other });
    expect(operations).toMatchObject([{ file: 'q.graphql', depth: 3, fields: 4 }]);
  });

  test('of the own file go before those of others', () => {
    const own = `${query} fragment F on Route { name }`;
    expect(
      problems({ 'q.graphql': own, 'f.graphql': `${fragment} ${other} { route(name: "y") { ...F } }` }),
    ).toEqual([]);
  });

  test('that several other files have are ambiguous', () => {
    const report = check({
      'q.graphql': query,
      'a.graphql': 'fragment F on Route { name }',
      'b.graphql': 'fragment F on Route { name }',
    });
    expect(report.problems.filter(({ severity }) => severity === 'error')).toEqual([
      {
        severity: 'error',
        code: 'AMBIGUOUS_FRAGMENT',
        message: 'The fragment "F" is in several files: a.graphql, b.graphql. Give each a name of its own.',
        file: 'q.graphql',
        line: 1,
        column: 22,
      },
    ]);
  });

  test('that mean another fragment in their own file than where they are used are ambiguous', () => {
    const files = {
      'q.graphql': `${query} fragment G on Route { name }`,
      'f.graphql': `${fragment} ${other}`,
    };
    expect(problems(files)).toContain('error AMBIGUOUS_FRAGMENT f.graphql:1:28');
  });

  test('that are twice in one file are one error', () => {
    const files = {
      'q.graphql': query,
      'f.graphql': 'fragment F on Route { name } fragment F on Route { name }',
    };
    expect(problems(files)).toEqual([
      'error GRAPHQL_VALIDATION_FAILED f.graphql:1:10',
      'warning UNUSED_FRAGMENT f.graphql:1:30',
    ]);
  });

  test('that spread each other in a circle are an error, and end', () => {
    const files = { 'q.graphql': query, 'f.graphql': fragment, 'g.graphql': 'fragment G on Route { ...F }' };
    expect(problems(files)).toContainEqual(
      expect.stringMatching(/^error GRAPHQL_VALIDATION_FAILED [fg]\.graphql/),
    );
  });

  test('that no operation uses are warnings', () => {
    expect(problems({ 'q.graphql': '{ node { id } }', 'g.graphql': other })).toEqual([
      'warning UNUSED_FRAGMENT g.graphql:1:1',
    ]);
  });

  test('without any operation are for others to use', () => {
    expect(problems({ 'g.graphql': other })).toEqual([]);
  });
});

describe('deprecated use is a warning', () => {
  test('with the reason', () => {
    const { problems: found } = check({ 'a.graphql': '{ oldRoute { name } }' });
    expect(found).toMatchObject([
      {
        severity: 'warning',
        code: 'DEPRECATED',
        message: 'The field Query.oldRoute is deprecated. Use route.',
        column: 3,
      },
    ]);
  });
});

describe('experimental use is a warning', () => {
  test.each([
    ['a field, told once for all that is in it', '{ mesh { id name } }', 3],
    ['a field deep down', '{ route(name: "x") { retry { attempts } } }', 22],
    ['the type of an inline fragment', '{ node { ... on Mesh { name } } }', 17],
    ['a value', '{ route(name: "x", kind: TCP) { name } }', 26],
  ])('of %s', (_what, text, column) => {
    expect(problems({ 'a.graphql': text })).toEqual([`warning EXPERIMENTAL a.graphql:1:${column}`]);
  });

  test('of the type of a fragment, beside the field that leads to it', () => {
    const text = '{ mesh { ...M } }\nfragment M on Mesh { name }';
    expect(problems({ 'a.graphql': text })).toEqual([
      'warning EXPERIMENTAL a.graphql:1:3',
      'warning EXPERIMENTAL a.graphql:2:15',
    ]);
  });

  test('says what it is', () => {
    const [found] = check({ 'a.graphql': '{ route(name: "x") { retry { attempts } } }' }).problems;
    expect(found?.message).toBe(
      'The field Route.retry is experimental: it may change or go in any release of the Gateway API.',
    );
  });

  test('of neighbours is told for each', () => {
    expect(problems({ 'a.graphql': '{ a: mesh { id } b: mesh { id } }' })).toHaveLength(2);
  });
});

describe('the limits of the server', () => {
  const deep = '{ route(name: "x") { parent { parent { name } } } }';

  test('are errors with the codes that the server answers with', () => {
    expect(problems({ 'a.graphql': deep }, { ...LIMITS, maxDepth: 3 })).toEqual([
      'error QUERY_TOO_DEEP a.graphql:1:1',
    ]);
    expect(problems({ 'a.graphql': deep }, { ...LIMITS, maxFields: 3 })).toEqual([
      'error QUERY_TOO_COMPLEX a.graphql:1:1',
    ]);
    expect(problems({ 'a.graphql': deep }, { ...LIMITS, maxDepth: 4, maxFields: 4 })).toEqual([]);
  });

  test('are reported beside what each operation needs', () => {
    const report = check({ 'a.graphql': `query Deep ${deep}\nmutation { a }\nsubscription S { b }` });
    expect(report.limits).toEqual({ depth: 24, fields: 10_000 });
    expect(report.operations).toEqual([
      { file: 'a.graphql', line: 1, column: 1, type: 'query', name: 'Deep', depth: 4, fields: 4 },
      { file: 'a.graphql', line: 2, column: 1, type: 'mutation', name: undefined, depth: 1, fields: 1 },
      { file: 'a.graphql', line: 3, column: 1, type: 'subscription', name: 'S', depth: 1, fields: 1 },
    ]);
  });

  test('hold for documents that would expand without end', () => {
    const levels = Array.from({ length: 60 }, (_, level) => {
      const inner = level === 59 ? 'name' : `...F${level + 1} ...F${level + 1}`;
      return `fragment F${level} on Route { a: parent { ${inner} } b: parent { ${inner} } }`;
    });
    const report = check({ 'a.graphql': `{ route(name: "x") { ...F0 } }\n${levels.join('\n')}` });
    expect(report.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['QUERY_TOO_DEEP', 'QUERY_TOO_COMPLEX']),
    );
    expect(report.operations[0]?.fields).toBe(Number.MAX_SAFE_INTEGER);
  });
});

test('files with a schema are no documents', () => {
  const report = check({ 'schema.graphql': 'type Query { a: Int }', 'a.graphql': '{ node { id } }' });
  expect(report).toMatchObject({ files: 1, schemas: ['schema.graphql'], problems: [] });
});
