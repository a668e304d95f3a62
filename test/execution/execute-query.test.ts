import type { FormattedExecutionResult } from 'graphql';
import { expect, test } from 'vitest';
import { executeQuery } from '../../src/execution/execute-query.ts';
import { meterResolvers } from '../../src/limits/meter-resolvers.ts';
import { probeSchema, SECRET } from '../support/probe-schema.ts';
import { faultList, probeScope, readReport } from '../support/probe-scope.ts';

interface Asked {
  readonly result: FormattedExecutionResult;
  readonly faults: readonly object[];
}

async function ask(source: string, rest: Partial<Parameters<typeof executeQuery>[0]> = {}): Promise<Asked> {
  const { faults, faultLog } = faultList();
  const result = await executeQuery({
    schema: probeSchema(),
    source,
    context: probeScope(),
    faultLog,
    ...rest,
  });
  return { result, faults };
}

function codes({ result }: Asked): unknown[] {
  return (result.errors ?? []).map(({ extensions }) => extensions?.['code']);
}

test('a query without errors is data and nothing else', async () => {
  const { result, faults } = await ask('{ item { id name } }');
  expect(result).toEqual({ data: { item: { id: '1', name: 'item 1' } } });
  expect(faults).toEqual([]);
});

test.each([
  ['{ broken }', 'Error'],
  ['{ brokenLater }', 'TypeError'],
  ['{ thrownText }', 'NonErrorThrown'],
])(
  'what nobody expected is masked, and logged under the id that the response has: %s',
  async (source, name) => {
    const { result, faults } = await ask(source);
    const id = faults.length === 1 ? (faults[0] as { id: string }).id : 'none';
    const field = source.slice(2, -2);
    expect(result.data).toEqual({ [field]: null });
    expect(result.errors).toEqual([
      {
        message: `Internal server error. The server's log has it under ${id}.`,
        extensions: { code: 'INTERNAL_SERVER_ERROR', id },
        locations: [{ line: 1, column: 3 }],
        path: [field],
      },
    ]);
    expect(faults).toMatchObject([{ name, field, at: expect.any(Array) }]);
    expect(JSON.stringify([result, faults])).not.toContain(SECRET);
  },
);

test('one bug that strikes twice is logged once, an other bug separately', async () => {
  const asked = await ask('{ a: broken b: broken c: brokenLater }');
  const ids = asked.result.errors?.map(({ extensions }) => extensions?.['id']);
  expect(asked.faults).toHaveLength(2);
  expect(new Set(ids).size).toBe(2);
  expect(ids?.[0]).toBe(ids?.[1]);
});

test('aliases, which are the words of the caller, are not logged', async () => {
  const { faults } = await ask('{ mySecretAlias: broken }');
  expect(JSON.stringify(faults)).not.toContain('mySecretAlias');
});

test('a coded error keeps code, message and details', async () => {
  const { result, faults } = await ask('{ coded }');
  expect(result.errors).toMatchObject([
    {
      message: 'You may not read Secrets in shop.',
      path: ['coded'],
      extensions: { code: 'FORBIDDEN', namespace: 'shop' },
    },
  ]);
  expect(faults).toEqual([]);
});

test('text that is no GraphQL is GRAPHQL_PARSE_FAILED, with its place', async () => {
  const asked = await ask('{ item {');
  expect(codes(asked)).toEqual(['GRAPHQL_PARSE_FAILED']);
  expect(asked.result).not.toHaveProperty('data');
  expect(asked.result.errors?.[0]?.locations).toEqual([{ line: 1, column: 9 }]);
});

test('a field that does not exist is GRAPHQL_VALIDATION_FAILED', async () => {
  const asked = await ask('{ itme { id } }');
  expect(codes(asked)).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(asked.result.errors?.[0]?.message).toContain('Did you mean "item"');
});

test('a variable of the wrong type is BAD_USER_INPUT', async () => {
  const asked = await ask('query ($n: Int!) { items(count: $n) { id } }', { variables: { n: 'many' } });
  expect(codes(asked)).toEqual(['BAD_USER_INPUT']);
  expect(asked.result).not.toHaveProperty('data');
  expect(codes(await ask('query ($n: Int!) { items(count: $n) { id } }'))).toEqual(['BAD_USER_INPUT']);
});

test('several operations need a name, and one that exists', async () => {
  const source = 'query A { item { id } } query B { item { name } }';
  expect(codes(await ask(source))).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  expect(codes(await ask(source, { operationName: 'C' }))).toEqual(['OPERATION_RESOLUTION_FAILURE']);
  expect((await ask(source, { operationName: 'B' })).result).toEqual({ data: { item: { name: 'item 1' } } });
});

test('a subscription is refused, not executed', async () => {
  const asked = await ask('subscription { ticks }');
  expect(codes(asked)).toEqual(['BAD_REQUEST']);
  expect(asked.result).not.toHaveProperty('data');
});

test('stored values that do not fit the schema are told to the caller, not logged', async () => {
  const port = await ask('{ badPort { id port } }');
  expect(port.result.data).toEqual({ badPort: { id: '1', port: null } });
  expect(port.result.errors).toMatchObject([
    { path: ['badPort', 'port'], message: expect.stringContaining('Int cannot represent') },
  ]);
  const list = await ask('{ noList { id tags } }');
  expect(list.result.data).toEqual({ noList: { id: '1', tags: null } });
  expect(codes(port)).toEqual(['BAD_USER_INPUT']);
  expect(codes(list)).toEqual(['BAD_USER_INPUT']);
  expect([...port.faults, ...list.faults]).toEqual([]);
});

test('an absent value of a non-null field is a bug, and masked', async () => {
  const asked = await ask('{ item { must } }');
  expect(codes(asked)).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(asked.faults).toMatchObject([{ field: 'must' }]);
});

test('limits apply where they are given, and nowhere else', async () => {
  const deep = `{ item ${'{ child '.repeat(30)} { id } ${'}'.repeat(30)} }`;
  expect(codes(await ask(deep))).toEqual([]);
  expect(codes(await ask(deep, { limits: { maxDepth: 24 } }))).toEqual(['QUERY_TOO_DEEP']);
  const wide = `{ ${Array.from({ length: 50 }, (_, i) => `a${i}: item { id }`).join(' ')} }`;
  expect(codes(await ask(wide, { limits: { maxFields: 99 } }))).toEqual(['QUERY_TOO_COMPLEX']);
});

test('a document too long for its limits is QUERY_TOO_COMPLEX', async () => {
  const long = `{ ${'item { id } '.repeat(400)} }`;
  expect(codes(await ask(long, { limits: { maxFields: 10 } }))).toEqual(['QUERY_TOO_COMPLEX']);
});

test('a document too deep for the parser is QUERY_TOO_DEEP', async () => {
  const asked = await ask(`${'{ item '.repeat(50_000)}{ id }${'}'.repeat(50_000)}`);
  expect(codes(asked)).toEqual(['QUERY_TOO_DEEP']);
  expect(asked.faults).toEqual([]);
});

test('so many equal fields that validation gives up are QUERY_TOO_COMPLEX', async () => {
  expect(codes(await ask(`{ ${'item { id } '.repeat(5_000)} }`))).toEqual(['QUERY_TOO_COMPLEX']);
});

test('a spent budget is one error and no data', async () => {
  const asked = await ask('{ items(count: 100) { id name children { id } must } }', {
    context: probeScope({ maxNodes: 50 }),
  });
  expect(asked.result.data).toBeNull();
  expect(codes(asked)).toEqual(['QUERY_TOO_COMPLEX']);
  expect(asked.faults).toEqual([]);
});

test('a spent budget among promises is one error and no data', async () => {
  const schema = probeSchema();
  meterResolvers(schema);
  const asked = await ask('{ items(count: 100) { lazy { lazy { lazy { id must } } } } }', {
    schema,
    context: probeScope({ maxNodes: 250 }),
  });
  expect(asked.result.data).toBeNull();
  expect(codes(asked)).toEqual(['QUERY_TOO_COMPLEX']);
});

test('a query that waits too long is TIMEOUT, though its resolver never answers', async () => {
  const asked = await ask('{ forever item { id } }', { context: probeScope({ timeoutMs: 20 }) });
  expect(asked.result.data).toBeNull();
  expect(codes(asked)).toEqual(['TIMEOUT']);
});

test('a client that hangs up ends a query that waits', async () => {
  const client = new AbortController();
  const asked = ask('{ forever }', { context: probeScope({ signal: client.signal }) });
  client.abort();
  expect(codes(await asked)).toEqual(['BAD_REQUEST']);
});

test('a timer gets its turn while a long query over memory runs', async () => {
  const client = new AbortController();
  const schema = probeSchema();
  meterResolvers(schema);
  setTimeout(() => client.abort(), 5);
  // without pauses all of it would run before the timer
  const nested = `{ items(count: 300) ${'{ children(count: 40) '.repeat(3)} { id } ${'}'.repeat(3)} }`;
  const asked = await ask(nested, { schema, context: probeScope({ signal: client.signal }) });
  expect(codes(asked)).toEqual(['BAD_REQUEST']);
});

test('the first cluster read is extensions.cluster', async () => {
  const report = readReport({ requests: 3, dataAge: 12, warnings: ['slow'] });
  const { result } = await ask('{ item { id } }', {
    context: probeScope(undefined, [{ name: 'demo', report }]),
  });
  expect(result.extensions).toEqual({
    cluster: { name: 'demo', dataAge: 12, stale: false, requests: 3, hidden: [], warnings: ['slow'] },
  });
});

test('more clusters are extensions.clusters by name', async () => {
  const reports = [
    { name: 'east', report: readReport({ requests: 1 }) },
    { name: '__proto__', report: readReport({ requests: 2 }) },
  ];
  const { result } = await ask('{ item { id } }', { context: probeScope(undefined, reports) });
  expect(result.extensions?.['cluster']).toMatchObject({ name: 'east', requests: 1 });
  const clusters = Object.entries(result.extensions?.['clusters'] ?? {});
  expect(clusters.map(([name, { requests }]) => [name, requests])).toEqual([
    ['east', 1],
    ['__proto__', 2],
  ]);
});
