import { execute, parse } from 'graphql';
import { expect, test, vi } from 'vitest';
import { budgetedFieldResolver } from '../../src/limits/budgeted-field-resolver.ts';
import { meterResolvers } from '../../src/limits/meter-resolvers.ts';
import { NodeBudget } from '../../src/limits/node-budget.ts';
import { probeSchema } from '../support/probe-schema.ts';

const still = () => 0;

async function spent(source: string): Promise<number> {
  const schema = probeSchema();
  meterResolvers(schema);
  const budget = new NodeBudget({ now: still });
  const spend = vi.spyOn(budget, 'spend');
  await execute({
    schema,
    document: parse(source),
    contextValue: { budget },
    fieldResolver: budgetedFieldResolver,
  });
  return spend.mock.calls.reduce((total, [count]) => total + count, 0);
}

test('fields and list items are charged one each', async () => {
  expect(await spent('{ item { id name } }')).toBe(3);
  expect(await spent('{ item { tags } }')).toBe(4);
  expect(await spent('{ item { children(count: 3) { id } } }')).toBe(2 + 3 + 3);
});

test('fields with a resolver of their own are charged alike, promises included', async () => {
  expect(await spent('{ own(count: 5) { id } }')).toBe(1 + 5 + 5);
  expect(await spent('{ item { lazy { id } } }')).toBe(3);
});

test('without a budget the default resolver is all there is', () => {
  const schema = probeSchema();
  meterResolvers(schema);
  const document = parse('{ own(count: 2) { id children(count: 1) { id } } }');
  const result = execute({ schema, document, fieldResolver: budgetedFieldResolver });
  expect(result).toEqual({
    data: {
      own: [
        { id: '0', children: [{ id: '00' }] },
        { id: '1', children: [{ id: '10' }] },
      ],
    },
  });
});

test('once the budget is spent no resolver runs any more', async () => {
  const schema = probeSchema();
  const resolve = vi.fn(() => 'x');
  const field = schema.getQueryType()?.getFields()['broken'];
  if (field !== undefined) field.resolve = resolve;
  meterResolvers(schema);
  const budget = new NodeBudget({ maxNodes: 3, now: still });
  const document = parse('{ a: broken b: broken c: broken d: broken e: broken }');
  const result = await execute({ schema, document, contextValue: { budget } });
  expect(resolve).toHaveBeenCalledTimes(3);
  expect(result.data).toMatchObject({ c: 'x', d: null, e: null });
  expect(result.errors).toBeUndefined();
});

test('while the execution pauses, lists of objects wait, and nothing else that is at hand', async () => {
  const schema = probeSchema();
  let time = 0;
  const budget = new NodeBudget({ now: () => time });
  time = 1_000;
  budget.spend(2_000);
  expect(budget.paused).toBe(true);
  const run = (source: string) =>
    execute({
      schema,
      document: parse(source),
      contextValue: { budget },
      fieldResolver: budgetedFieldResolver,
    });
  expect(run('{ items(count: 1) { tags child { id } } }')).toEqual({
    data: { items: [{ tags: ['a', 'b'], child: { id: '0c' } }] },
  });
  const waiting = run('{ items(count: 1) { children(count: 1) { id } } }');
  expect(waiting).toBeInstanceOf(Promise);
  expect(await waiting).toEqual({ data: { items: [{ children: [{ id: '00' }] }] } });
});

test('while the execution pauses, objects that have to be resolved wait too', async () => {
  const schema = probeSchema();
  meterResolvers(schema);
  let time = 0;
  const budget = new NodeBudget({ now: () => time });
  time = 1_000;
  budget.spend(2_000);
  const waiting = execute({ schema, document: parse('{ item { id } }'), contextValue: { budget } });
  expect(waiting).toBeInstanceOf(Promise);
  expect(await waiting).toEqual({ data: { item: { id: '1' } } });
});

test('a non-null field of a spent execution costs no error of its own', async () => {
  const budget = new NodeBudget({ maxNodes: 1, now: still });
  const document = parse('{ items(count: 3) { id must } }');
  const result = await execute({
    schema: probeSchema(),
    document,
    contextValue: { budget },
    fieldResolver: budgetedFieldResolver,
  });
  expect(result.data).toEqual({ items: [null, null, null] });
  expect(new Set(result.errors).size).toBe(1);
});

test('a resolver that throws after a pause is an error of its field', async () => {
  const schema = probeSchema();
  const field = schema.getQueryType()?.getFields()['item'];
  if (field !== undefined) {
    field.resolve = () => {
      throw new Error('late');
    };
  }
  meterResolvers(schema);
  let time = 0;
  const budget = new NodeBudget({ now: () => time });
  time = 50;
  budget.spend(2_000);
  const result = await execute({ schema, document: parse('{ item { id } }'), contextValue: { budget } });
  expect(result.data).toEqual({ item: null });
  expect(result.errors?.[0]).toMatchObject({ message: 'late', path: ['item'] });
});
