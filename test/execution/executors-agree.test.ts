import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FormattedExecutionResult, type GraphQLSchema, parse, validate } from 'graphql';
import { afterAll, describe, expect, test } from 'vitest';
import { createResolvers } from '../../resolvers/index.ts';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import type { ExecutionBudget } from '../../src/context/execution-budget.ts';
import { PlanCache } from '../../src/execution/compiled/plan-cache.ts';
import { compiledExecutor } from '../../src/execution/compiled-executor.ts';
import { createExecutor } from '../../src/execution/create-executor.ts';
import { executeQuery } from '../../src/execution/execute-query.ts';
import type { Executor } from '../../src/execution/executor.ts';
import { graphqlJsExecutor } from '../../src/execution/graphql-js-executor.ts';
import { meterResolvers } from '../../src/limits/meter-resolvers.ts';
import { NodeBudget } from '../../src/limits/node-budget.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { makeSchema } from '../../src/schema.ts';
import { type GeneratedQuery, generateQuery } from '../support/generate-query.ts';
import { post, probeApp } from '../support/probe-app.ts';
import { probeSchema, SECRET } from '../support/probe-schema.ts';
import { queryClusters } from '../support/query-manifests.ts';
import { readScenario, scenarioFolders, writeCluster } from '../support/scenario.ts';

const compiled = compiledExecutor();
const directory = mkdtempSync(join(tmpdir(), 'gwql-executors-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** As text, so that the order of fields counts too; ids of faults are made by chance. */
function told(body: unknown): string {
  return String(JSON.stringify(body)).replaceAll(/[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}/g, 'ID');
}

async function expectAgreement(
  ask: (executor: Executor) => Promise<FormattedExecutionResult>,
): Promise<FormattedExecutionResult> {
  const expected = await ask(graphqlJsExecutor);
  expect(told(await ask(compiled))).toBe(told(expected));
  return expected;
}

describe('plans and graphql-js answer alike', () => {
  // A loop, because `test.for` cuts a title short.
  for (const folder of scenarioFolders()) {
    test(`scenario ${folder}`, async () => {
      const { cluster: text, query } = readScenario(folder);
      const cluster = await connectManifests({ name: 'test', paths: [writeCluster(directory, text)] });
      const indexes = new IndexCache();
      const ask = (executor: Executor) =>
        queryClusters({
          clusters: [cluster],
          query,
          executor,
          ...(executor === compiled ? { indexes } : {}),
        });
      await expectAgreement(ask);
      // with what is remembered of the first time
      await expectAgreement(ask);
    });
  }

  test('250 generated queries of the schema, over clusters in which much is wrong', async () => {
    const { schema } = makeSchema({ createResolvers, describe: false });
    const texts = scenarioFolders().map((folder) => readScenario(folder).cluster);
    const paths = [writeCluster(directory, texts.join('\n---\n')), writeCluster(directory, MALFORMED)];
    const cluster = await connectManifests({ name: 'test', paths });
    let failed = 0;
    // what one query finds out is remembered for the next; graphql-js begins anew each time
    const indexes = new IndexCache();
    for (let seed = 0; seed < 250; seed += 1) {
      const { source: query, variables } = generateQuery(schema, { seed, values: ARGUMENTS });
      expectValid(schema, { source: query, variables });
      const { errors } = await expectAgreement((executor) => {
        const kept = executor === compiled ? { indexes } : {};
        return queryClusters({ clusters: [cluster], query, variables, executor, ...kept });
      });
      if (errors !== undefined) failed += 1;
    }
    // queries that all go well, or all go wrong, would show little
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(240);
  });

  test('250 generated queries of a schema in which everything can go wrong, a secret included', async () => {
    const schema = probeSchema();
    let answers = '';
    for (let seed = 0; seed < 250; seed += 1) {
      const query = generateQuery(schema, {
        seed,
        values: { count: [0, 1, 3], ms: [1] },
        without: ['forever'],
      });
      expectValid(schema, query);
      const faults: object[] = [];
      const result = await expectAgreement((executor) => probe(schema, query, executor, faults));
      expect(JSON.stringify([result, faults])).not.toContain(SECRET);
      answers += told(result);
    }
    for (const code of ['FORBIDDEN', 'BAD_USER_INPUT', 'INTERNAL_SERVER_ERROR']) {
      expect(answers).toContain(code);
    }
  });

  test.each(WRONG_REQUESTS())(
    'what is wrong with a request: $source',
    async ({ source, variables, name }) => {
      const schema = probeSchema();
      const result = await expectAgreement((executor) =>
        executeQuery({
          schema,
          source,
          variables,
          operationName: name,
          context: { reports: () => [] },
          faultLog: () => {},
          executor,
        }),
      );
      expect(result.errors).not.toEqual([]);
    },
  );

  test('over HTTP too, with the same status', async () => {
    const servers = [await probeApp({}, graphqlJsExecutor), await probeApp({}, createExecutor('compiled'))];
    const questions = [
      ...WRONG_REQUESTS().map(({ source, variables, name }) => ({
        query: source,
        variables,
        operationName: name,
      })),
      ...PROBES.map((query) => ({ query })),
    ];
    const statuses = new Set<number>();
    // the second time the documents are known
    for (const question of [...questions, ...questions]) {
      const [expected, answer] = await Promise.all(servers.map(({ app }) => post(app, question)));
      expect(answer?.status, question.query).toBe(expected?.status);
      expect(told(answer?.body)).toBe(told(expected?.body));
      statuses.add(expected?.status ?? 0);
    }
    expect([...statuses].sort()).toEqual([200, 400]);
    expect(servers[1]?.documents.stats().hits).toBeGreaterThan(5);
  });

  test('budgets are charged alike', async () => {
    const schema = probeSchema();
    meterResolvers(schema);
    for (let seed = 0; seed < 100; seed += 1) {
      const query = generateQuery(schema, {
        seed,
        values: { count: [0, 1, 3] },
        // null that may not stand ends an object early, in one before its other fields are charged
        without: ['must', 'wait', 'forever'],
      });
      const spent = await Promise.all(
        [graphqlJsExecutor, compiled].map(async (executor) => {
          const budget = new CountingBudget({ now: Date.now });
          await executeQuery({
            schema,
            ...query,
            context: { budget, reports: () => [] },
            faultLog: () => {},
            executor,
          });
          budget.close();
          return budget.spent;
        }),
      );
      expect(spent[1], query.source).toBe(spent[0]);
    }
  });
});

test('an alias may have any name, __proto__ too', async () => {
  const schema = probeSchema();
  const query = { source: '{ item { __proto__: name constructor: id toString: port } }', variables: {} };
  const result = await expectAgreement((executor) => probe(schema, query, executor, []));
  expect(JSON.stringify(result)).toBe(
    '{"data":{"item":{"__proto__":"item 1","constructor":"1","toString":80}}}',
  );
});

test('a plan serves the same operation again, and no other', async () => {
  const schema = probeSchema();
  const executor = compiledExecutor(new PlanCache({ maxEntries: 10, maxBytes: 10_000 }));
  const document = parse(
    'query A($c: Boolean!) { item { id name @include(if: $c) } } query B { item { port } }',
  );
  const ask = (operationName: string, c: boolean) =>
    executor({
      schema,
      document,
      documentHash: 'abc',
      operationName,
      variables: { c },
      context: { reports: () => [] },
    });
  for (const _ of ['planned', 'again']) {
    expect(await ask('A', true)).toEqual({ dataText: '{"item":{"id":"1","name":"item 1"}}' });
    expect(await ask('A', false)).toEqual({ dataText: '{"item":{"id":"1"}}' });
    expect(await ask('B', true)).toEqual({ dataText: '{"item":{"port":80}}' });
  }
});

class CountingBudget extends NodeBudget implements ExecutionBudget {
  spent = 0;

  override spend(count: number): boolean {
    this.spent += count;
    return super.spend(count);
  }
}

function probe(
  schema: GraphQLSchema,
  { source, variables }: GeneratedQuery,
  executor: Executor,
  faults: object[],
): Promise<FormattedExecutionResult> {
  const context = { reports: () => [] };
  const faultLog = (fault: object) => faults.push(fault);
  return executeQuery({ schema, source, variables, context, faultLog, executor });
}

function expectValid(schema: GraphQLSchema, { source }: GeneratedQuery): void {
  expect(validate(schema, parse(source)), source).toEqual([]);
}

const ARGUMENTS = {
  namespace: ['default', 'shop', 'infra', 'nowhere'],
  name: ['shop', 'cart', 'public', 'route'],
  kind: ['HTTPRoute', 'Gateway', 'Unheard'],
  first: [0, 1, 3, 20, -1],
  after: ['no cursor'],
  labelSelector: ['app=shop', 'a in (', '!app'],
  key: ['app'],
  id: ['bm9uc2Vuc2U'],
};

const PROBES = [
  '{ item { id name color port tags child { id } children(count: 2) { id } } }',
  '{ broken brokenLater thrownText coded }',
  '{ unknownColor { id color } badPort { id port } noList { id tags } }',
  '{ item { id must } }',
  '{ items(count: 2) { lazy { id must } } }',
  '{ wait(ms: 1) a: broken b: broken }',
  '{ __schema { types { name } } }',
  '{ item { unheard } }',
];

/** Shapes that no API server would store. */
const MALFORMED = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shapes, namespace: shop }
spec:
  parentRefs: text
  hostnames: { a: 1 }
  rules:
  - backendRefs: [text, 1, null, { name: cart, port: eighty, weight: 1.5 }]
    matches: [{ path: { type: Unheard, value: 1 } }, []]
    filters: [{ type: Novel }, { type: RequestMirror, requestMirror: text }]
  - text
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: shapes, namespace: shop }
spec: text
`;

function WRONG_REQUESTS() {
  const count = 'query Q($count: Int!) { items(count: $count) { id } }';
  return [
    { source: count, variables: {}, name: undefined },
    { source: count, variables: { count: 'three' }, name: undefined },
    { source: count, variables: { count: null }, name: undefined },
    { source: '{ item { id } } query B { item { id } }', variables: {}, name: undefined },
    { source: 'query A { item { id } } query B { item { id } }', variables: {}, name: undefined },
    { source: 'query A { item { id } } query B { item { id } }', variables: {}, name: 'C' },
    { source: 'fragment F on Item { id }', variables: {}, name: undefined },
    { source: 'mutation { paint(color: BLUE) }', variables: {}, name: undefined },
    { source: 'mutation { paint(color: RED) }', variables: {}, name: undefined },
    { source: 'subscription { ticks }', variables: {}, name: undefined },
    {
      source: 'query Q($c: Int) { item { children(count: $c) { id } } }',
      variables: { c: 'x' },
      name: undefined,
    },
    { source: '{', variables: {}, name: undefined },
  ];
}
