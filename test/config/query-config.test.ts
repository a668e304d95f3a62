import { expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { readQueryConfig } from '../../src/config/query-config.ts';

function problems(
  argument: string | undefined,
  given: Record<string, unknown> = {},
  env = {},
): readonly string[] {
  try {
    readQueryConfig(argument, given, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('a query has no limits unless it is given some', () => {
  expect(readQueryConfig('{ gateways { totalCount } }', {}, {})).toEqual({
    source: { manifests: [], kubeconfig: undefined, contexts: [], crds: [], capabilities: undefined },
    query: { text: '{ gateways { totalCount } }' },
    variables: undefined,
    operationName: undefined,
    executor: 'compiled',
    limits: {
      maxDepth: undefined,
      maxFields: undefined,
      maxNodes: undefined,
      maxPageSize: undefined,
      timeoutMs: undefined,
    },
    failIfNonempty: [],
  });
  const { limits } = readQueryConfig(
    '{ x }',
    { maxNodes: '10', queryTimeout: '2m' },
    { GWQL_MAX_DEPTH: '3' },
  );
  expect(limits).toMatchObject({ maxNodes: 10, timeoutMs: 120_000, maxDepth: 3 });
});

test('the query comes from an argument, a file or standard input', () => {
  expect(readQueryConfig(undefined, { file: 'q.graphql' }, {}).query).toEqual({ file: 'q.graphql' });
  expect(readQueryConfig(undefined, {}, { GWQL_FILE: 'q.graphql' }).query).toEqual({ file: 'q.graphql' });
  expect(readQueryConfig('-', {}, {}).query).toEqual({ file: '-' });
  expect(readQueryConfig(undefined, { file: '-' }, {}).query).toEqual({ file: '-' });
});

test('an argument goes before a file that only the environment names', () => {
  expect(readQueryConfig('{ x }', {}, { GWQL_FILE: 'q.graphql' }).query).toEqual({ text: '{ x }' });
});

test('two queries, or none, are a usage error', () => {
  expect(problems('{ x }', { file: 'q.graphql' })).toEqual([expect.stringContaining('not both')]);
  expect(problems(undefined)).toEqual([expect.stringContaining('There is no query')]);
});

test('standard input is read once', () => {
  expect(problems('-', { manifests: ['-'] })).toEqual([expect.stringContaining('Standard input')]);
  expect(problems('{ x }', { manifests: ['-'] })).toEqual([]);
});

test('variables are a JSON object; a long text is not repeated in the error', () => {
  expect(readQueryConfig('{ x }', { variables: '{"a": 1}' }, {}).variables).toEqual({ a: 1 });
  expect(problems('{ x }', { variables: '[1]' })).toEqual([
    '--variables is "[1]", but must be a JSON object such as \'{"namespace": "shop"}\'.',
  ]);
  const secret = `{"password": "hunter2-${'x'.repeat(60)}"`;
  expect(problems('{ x }', { variables: secret })).toEqual([
    '--variables must be a JSON object such as \'{"namespace": "shop"}\'.',
  ]);
});
