import { executeQuery } from '../../src/execution/execute-query.ts';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { benchSchema, benchServices, newContext } from './support/bench-cluster.ts';
import { liveBenchCluster } from './support/live-bench-cluster.ts';
import { fastest, threadMs } from './support/measurement.ts';
import { statusObjects } from './support/status-objects.ts';

/**
 * What a filter costs beside the list that it narrows down, whole queries through the schema:
 *
 *     node test/bench/filters.ts [routes]
 *
 * `first ms` builds the index, `then ms` is the fastest of later queries, `changed ms` the first one after a route has
 * changed in the watch cache; all are time of the main thread. To reach:
 * 50 times faster than the list. `{ ... }` is what a table of routes shows.
 */
const COUNT = Number(process.argv[2] ?? 50_000);
const LISTS = 5;
/** Short queries are measured many at a time: the clock of a thread is coarse. */
const ROUNDS = 5;
const QUERIES = 50;
const CHANGES = 5;
/** Every so many routes, one names a Service that does not exist. */
const BROKEN_EVERY = 2_500;

const NODES = `{ totalCount nodes {
  metadata { namespace name creationTimestamp }
  spec { hostnames parentRefs { namespace name sectionName } }
} }`;
const LIST = `{ httpRoutes ${NODES} }`;

/** What every query costs: parsing, validation, a context. */
const NOTHING = `{ httpRoutes(first: 0) ${NODES} }`;

const FILTERS: readonly string[] = [
  'where: { hostname: "app-4711.h8.g211.example.com" }',
  'where: { gateway: { namespace: "infra", name: "gateway-7" } }',
  'where: { backend: { namespace: "team-7", name: "app-8" } }, first: 20',
  'where: { reason: BackendNotFound }',
  'where: { resolved: false }, first: 20',
  'where: { condition: { type: "ResolvedRefs", status: False, reason: "BackendNotFound" } }',
  'where: { attached: false }',
  'where: { hasFindings: true, reason: BackendNotFound }',
  'where: { hasFindings: true }, first: 20',
  'where: { and: [{ gateway: { namespace: "infra", name: "gateway-7" } }, { not: { resolved: true } }] }',
  'where: { name: "route-4711" }',
  'where: { name: "*-4711" }',
  'where: { gateway: { namespace: "infra", name: "gateway-7" } }, orderBy: [CREATION_TIMESTAMP_DESC, NAME_DESC]',
];

function brokenSometimes(object: RawObject, index: number): RawObject {
  if (object.kind !== 'HTTPRoute' || index % BROKEN_EVERY !== 0) return object;
  const spec: JsonObject = {
    ...asObject(object['spec']),
    rules: [{ backendRefs: [{ group: '', kind: 'Service', name: 'gone', port: 80 }] }],
  };
  return { ...object, spec };
}

const size = { routes: COUNT, gateways: COUNT / 200, listenersOfGateway: 10 };
const objects = Array.from(statusObjects(size), (json, index) =>
  brokenSometimes(JSON.parse(json) as RawObject, index),
);
const cluster = liveBenchCluster(objects);
const services = { ...benchServices(cluster), verdicts: new VerdictCache() };
const { schema } = benchSchema();

async function ask(source: string): Promise<number> {
  const answer = await executeQuery({
    schema,
    source,
    variables: undefined,
    context: newContext(services),
    faultLog: (fault) => console.error(fault),
  });
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors));
  const { totalCount } = asObject(answer.data?.['httpRoutes']);
  return Number(totalCount);
}

const routes = objects.filter(({ kind }) => kind === 'HTTPRoute');
let version = 0;

/** Another hostname, as a rollout of one team would bring. */
function changeOneRoute(): void {
  version += 1;
  const route = routes[(version * 7_919) % routes.length];
  if (route === undefined) return;
  const spec = { ...asObject(route['spec']), hostnames: [`changed-${version}.example.com`] };
  const metadata = { ...route.metadata, resourceVersion: `changed-${version}` };
  cluster.change({ ...route, metadata, spec });
}

async function eachOfMany(source: string): Promise<number> {
  const round = async (): Promise<void> => {
    for (let query = 0; query < QUERIES; query += 1) await ask(source);
  };
  return (await fastest(ROUNDS, round)) / QUERIES;
}

async function afterChange(source: string): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let change = 0; change < CHANGES; change += 1) {
    changeOneRoute();
    const began = threadMs();
    await ask(source);
    best = Math.min(best, threadMs() - began);
  }
  return best;
}

await ask(LIST);
const list = await fastest(LISTS, () => ask(LIST));
const nothing = await eachOfMany(NOTHING);
const rows = [];
for (const args of FILTERS) {
  const query = `{ httpRoutes(${args}) ${NODES} }`;
  const began = threadMs();
  const found = await ask(query);
  const first = threadMs() - began;
  const then = await eachOfMany(query);
  const changed = await afterChange(query);
  rows.push({
    filter: args,
    routes: found,
    'first ms': Number(first.toFixed(1)),
    'then ms': Number(then.toFixed(2)),
    'changed ms': Number(changed.toFixed(1)),
    'list / then': Math.round(list / then),
  });
}
console.log(
  `${COUNT} routes; listing them takes ${list.toFixed(0)} ms, a query for nothing ${nothing.toFixed(2)} ms`,
);
console.table(rows);
