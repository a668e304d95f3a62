import { type FormattedExecutionResult, parse as parseQuery } from 'graphql';
import { answerText } from '../../../src/execution/answer-text.ts';
import { executeQuery } from '../../../src/execution/execute-query.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import { benchCluster, benchSchema, benchServices, newContext } from '../support/bench-cluster.ts';
import { benchObjects } from '../support/bench-objects.ts';
import { ALL_ROUTES } from '../support/bench-queries.ts';
import { fastest, type Measurement, rounded, threadMs } from '../support/measurement.ts';

const SIZES = [1_000, 10_000, 100_000];
const RUNS = new Map([
  [1_000, 20],
  [10_000, 8],
  [100_000, 2],
]);

/** Everything about every route, at three sizes. */
export async function measure(): Promise<readonly Measurement[]> {
  const rows: Measurement[] = [];
  const times = new Map<number, number>();
  for (const routes of SIZES) {
    const { measured, total } = await measureSize(routes);
    rows.push(...measured);
    times.set(routes, total);
  }
  const growth = (times.get(100_000) ?? Number.NaN) / (times.get(10_000) ?? Number.NaN);
  return [
    ...rows,
    { part: 'scale', what: '100,000 routes to 10,000', value: rounded(growth), unit: 'x', reach: '<= 11' },
  ];
}

async function measureSize(routes: number): Promise<{ measured: Measurement[]; total: number }> {
  const name = `${routes.toLocaleString('en')} routes`;
  const texts = [...benchObjects(routes)];
  const bytes = texts.reduce((sum, text) => sum + text.length, 0);
  const { schema } = benchSchema();
  const before = heapBytes();
  let start = threadMs();
  const objects = texts.map((text) => JSON.parse(text) as RawObject);
  const parse = threadMs() - start;
  start = threadMs();
  const cluster = benchCluster(objects);
  const index = threadMs() - start;
  objects.length = 0;
  const held = heapBytes() - before;
  const services = benchServices(cluster);
  const ask = () =>
    executeQuery({ schema, source: ALL_ROUTES, context: newContext(services), faultLog: console.error });
  const runs = RUNS.get(routes) ?? 1;
  const stringify = await stringifyTime(runs, ask);
  const total = await fastest(runs, async () => {
    const context = newContext(services);
    return await answerText({ schema, document: parseQuery(ALL_ROUTES), context, faultLog: console.error });
  });
  const heldAfter = heapBytes() - before;
  const row = (what: string, value: number, unit: string, reach?: string): Measurement => ({
    part: 'scale',
    what: `${name}: ${what}`,
    value: rounded(value),
    unit,
    ...(reach === undefined ? {} : { reach }),
  });
  const measured = [
    row('JSON of the objects', bytes / 1e6, 'MB'),
    row('JSON.parse of each', parse, 'ms'),
    row('completing and indexing', index, 'ms'),
    row('held', held / bytes, 'x JSON', routes === 10_000 ? '<= 2.3' : undefined),
    row('held once every reference was resolved', heldAfter / bytes, 'x JSON'),
    row('JSON.stringify of the answer', stringify, 'ms'),
    row('full query, to JSON', total, 'ms'),
    row('full query to JSON.stringify', total / stringify, 'x', routes === 10_000 ? '<= 4' : undefined),
    row('peak resident', process.resourceUsage().maxRSS / 1024, 'MB'),
  ];
  return { measured, total };
}

/** Alone in a function, so that the answer is garbage when memory is looked at. */
async function stringifyTime(runs: number, ask: () => Promise<FormattedExecutionResult>): Promise<number> {
  const answer = await ask();
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors.slice(0, 3)));
  return await fastest(runs, () => JSON.stringify(answer));
}

function heapBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
