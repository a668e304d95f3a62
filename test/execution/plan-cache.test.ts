import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { planOperation } from '../../src/execution/compiled/operation-plan.ts';
import type { OperationPlan } from '../../src/execution/compiled/plan.ts';
import { PlanCache } from '../../src/execution/compiled/plan-cache.ts';

const schema = buildSchema('type Query { name: String }');
const document = parse('{ name }');

function makePlan(): OperationPlan {
  const rootType = schema.getQueryType();
  if (rootType == null) throw new Error('no type Query');
  const operation = document.definitions[0] as OperationDefinitionNode;
  return planOperation({ schema, document, operation, rootType, variables: {} });
}

function ask(cache: PlanCache, id: string, bytes = 10, variables = {}, conditions: readonly string[] = []) {
  return cache.get({ id, bytes, variables, conditions: () => conditions, make: makePlan });
}

test('the operation asked longest ago goes first', () => {
  const cache = new PlanCache({ maxEntries: 2, maxBytes: 1_000 });
  const [a, b] = [ask(cache, 'a'), ask(cache, 'b')];
  expect(ask(cache, 'a')).toBe(a);
  ask(cache, 'c');
  expect(cache.stats().entries).toBe(2);
  expect(ask(cache, 'a')).toBe(a);
  expect(ask(cache, 'b')).not.toBe(b);
});

test('texts never take more than they may, and one that is too large is not kept', () => {
  const cache = new PlanCache({ maxEntries: 100, maxBytes: 25 });
  for (const id of ['a', 'b', 'c', 'd']) ask(cache, id);
  expect(cache.stats()).toMatchObject({ entries: 2, bytes: 20 });
  ask(cache, 'large', 26);
  expect(cache.stats()).toMatchObject({ entries: 2, bytes: 20 });
});

test('a query with many conditions cannot fill the memory', () => {
  const cache = new PlanCache({ maxEntries: 10, maxBytes: 1_000 });
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const plans = Array.from({ length: 64 }, (_, bits) => {
    const variables = Object.fromEntries(names.map((name, place) => [name, (bits & (1 << place)) !== 0]));
    return { variables, plan: ask(cache, 'q', 10, variables, names) };
  });
  const kept = plans.filter(({ variables, plan }) => ask(cache, 'q', 10, variables, names) === plan);
  expect(kept).toHaveLength(16);
  expect(cache.stats().entries).toBe(1);
});
