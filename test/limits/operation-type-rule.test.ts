import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { executeQuery } from '../../src/execution/execute-query.ts';
import { operationTypeRule } from '../../src/limits/operation-type-rule.ts';
import { faultList, probeScope } from '../support/probe-scope.ts';

const READ_ONLY = buildSchema('type Query { name: String }');

test('a mutation of a schema without mutations is the fault of who asks, not of the server', async () => {
  const { faults, faultLog } = faultList();
  const query = { schema: READ_ONLY, source: 'mutation { name }', context: probeScope(), faultLog };
  expect(await executeQuery(query)).toMatchObject({
    errors: [{ message: /only reads/, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
  });
  expect(faults).toEqual([]);
});

test('a mutation of a schema that has mutations passes', () => {
  const schema = buildSchema('type Query { name: String } type Mutation { paint: String }');
  expect(validate(schema, parse('mutation { paint }'), [operationTypeRule])).toEqual([]);
  expect(validate(schema, parse('{ name }'), [operationTypeRule])).toEqual([]);
});
