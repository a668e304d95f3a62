/**
 * What the watch cache costs on 50,000 routes of 2 KB: the first sync beside a paged LIST that is only parsed, the
 * longest stall of the event loop, the heap, and what 20,000 changes a second do to a query.
 * `node test/bench/watch-cache.ts`, or with a number of routes and of changes a second behind it: `... 10000 5000`. Wants a
 * quiet machine: elapsed times hold what other processes took; "CPU" is what this thread itself worked.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { stringify } from 'yaml';
import { createResolvers } from '../../resolvers/index.ts';
import { suppose } from '../../src/cluster/hypothetical/suppose.ts';
import { connectKubernetes, type KubernetesCluster } from '../../src/cluster/live/connect-kubernetes.ts';
import { RequestContext } from '../../src/context/request-context.ts';
import { SiteIndex } from '../../src/context/site-index.ts';
import { compilePattern, patternProblem } from '../../src/execution/compile-pattern.ts';
import { createExecutor } from '../../src/execution/create-executor.ts';
import { executeQuery } from '../../src/execution/execute-query.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../src/loaders/route-index-cache.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { makeSchema } from '../../src/schema.ts';
import { collectGarbage } from '../support/collect-garbage.ts';

const PATH = '/apis/gateway.networking.k8s.io/v1/httproutes';
const SECONDS = 10;
const QUERIES_A_SECOND = 50;
const ROUTE = 'httpRoute(namespace: "team-1", name: "route-1")';
const QUERIES = {
  'one route': `{ ${ROUTE} { spec { rules { backendRefs { resolution { reason } } } } } }`,
  'one route, computedStatus': `{ ${ROUTE} { computedStatus { parents { conditions { type state reason } } } } }`,
};

interface Stall {
  /** Milliseconds in which nothing else could run. */
  readonly elapsed: number;
  /** How many of them this thread worked; on a busy machine it also waits for others. */
  readonly cpu: number;
}

const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** The longest stalls of the event loop until it is asked. */
function stalls(): () => Stall {
  const longest = { elapsed: 0, cpu: 0 };
  let last = { elapsed: performance.now(), cpu: cpuMs() };
  const timer = setInterval(() => {
    const now = { elapsed: performance.now(), cpu: cpuMs() };
    longest.elapsed = Math.max(longest.elapsed, now.elapsed - last.elapsed - 1);
    longest.cpu = Math.max(longest.cpu, now.cpu - last.cpu);
    last = now;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

async function listAndParse(url: string): Promise<number> {
  const startedAt = performance.now();
  for (let next: string | undefined = ''; next !== undefined; ) {
    const { body } = await request(`${url}${PATH}?limit=500${next === '' ? '' : `&continue=${next}`}`);
    const page = JSON.parse(Buffer.from(await body.arrayBuffer()).toString());
    next = page.metadata.continue;
  }
  return performance.now() - startedAt;
}

async function connect(url: string): Promise<KubernetesCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'gwql-bench-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const named = (fields: object) => [{ name: 'bench', ...fields }];
  await writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: named({ cluster: { server: url } }),
      users: named({ user: {} }),
      contexts: named({ context: { cluster: 'bench', user: 'bench' } }),
      'current-context': 'bench',
    }),
  );
  try {
    return await connectKubernetes({ kubeconfig, userAgentVersion: 'bench', cache: 'shared' });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function untilReady(cluster: KubernetesCluster): Promise<void> {
  while (!(await cluster.readiness()).ready) await sleep(1);
}

function asker(cluster: KubernetesCluster): (source: string) => Promise<void> {
  const { schema } = makeSchema({ createResolvers });
  const executor = createExecutor('compiled');
  const services = {
    clusters: [cluster],
    sites: new SiteIndex(referenceTable),
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    verdicts: new VerdictCache(),
    now: Date.now,
    printYaml: (value: unknown) => stringify(value),
    patternProblem,
  };
  return async (source) => {
    const context = new RequestContext(services, { credentials: {}, pageSize: 1_000 });
    const faultLog = (fault: unknown) => console.error(fault);
    const { errors } = await executeQuery({ schema, source, context, executor, faultLog });
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
  };
}

/** Milliseconds from when a query was due to its answer: p50 and p99. */
async function latencies(ask: (source: string) => Promise<void>, source: string) {
  const times: number[] = [];
  const startedAt = performance.now();
  for (let count = 0; count < SECONDS * QUERIES_A_SECOND; count += 1) {
    const due = startedAt + (count * 1_000) / QUERIES_A_SECOND;
    if (performance.now() < due) await sleep(due - performance.now());
    await ask(source);
    times.push(performance.now() - due);
  }
  times.sort((a, b) => a - b);
  return { p50: times[Math.floor(times.length / 2)] ?? 0, p99: times[Math.floor(times.length * 0.99)] ?? 0 };
}

const rounded = (value: number, digits = 1) => Number(value.toFixed(digits));

async function measureSync(url: string, keptBytes: number) {
  // The first run warms up the code and the server.
  await listAndParse(url);
  const times = [await listAndParse(url), await listAndParse(url), await listAndParse(url)].sort(
    (a, b) => a - b,
  );
  const parsing = times[1] ?? 0;
  const warm = await connect(url);
  await untilReady(warm);
  await warm.close();
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const stall = stalls();
  const startedAt = performance.now();
  const cluster = await connect(url);
  await untilReady(cluster);
  const syncing = performance.now() - startedAt;
  const longest = stall();
  const ask = asker(cluster);
  collectGarbage();
  const store = process.memoryUsage().heapUsed - before;
  for (const query of Object.values(QUERIES)) await ask(query);
  collectGarbage();
  const indexed = process.memoryUsage().heapUsed - before;
  console.table([
    { figure: 'paged LIST and JSON.parse, ms', value: rounded(parsing), goal: '' },
    { figure: 'sync, ms', value: rounded(syncing), goal: `<= ${rounded(parsing * 1.5)}` },
    { figure: 'longest stall while syncing, ms', value: rounded(longest.elapsed), goal: '< 50' },
    { figure: 'of which this thread worked, ms', value: rounded(longest.cpu), goal: '' },
    { figure: 'heap / JSON bytes, objects', value: rounded(store / keptBytes, 2), goal: '' },
    { figure: 'heap / JSON bytes, with indexes', value: rounded(indexed / keptBytes, 2), goal: '<= 2.3' },
  ]);
  return { cluster, ask };
}

async function events(url: string, rate: number): Promise<{ sent: number; keptBytes: number }> {
  const { body } = await request(`${url}/bench/events?rate=${rate}`);
  return (await body.json()) as { sent: number; keptBytes: number };
}

async function measureEvents(
  url: string,
  ask: (source: string) => Promise<void>,
  rate: number,
): Promise<void> {
  const rows: object[] = [];
  for (const [query, source] of Object.entries(QUERIES)) {
    const idle = await latencies(ask, source);
    const { sent } = await events(url, rate);
    const stall = stalls();
    const startedAt = performance.now();
    const cpuBefore = cpuMs();
    const busy = await latencies(ask, source);
    const seconds = (performance.now() - startedAt) / 1_000;
    const longest = stall();
    const cpu = cpuMs() - cpuBefore;
    const after = await events(url, 0);
    await sleep(1_000);
    rows.push({
      query,
      'idle p50': rounded(idle.p50, 2),
      'idle p99': rounded(idle.p99, 2),
      'events/s': Math.round((after.sent - sent) / seconds),
      'busy p50': rounded(busy.p50, 2),
      'busy p99': rounded(busy.p99, 2),
      'p99 more (goal <= 15)': rounded(busy.p99 - idle.p99, 2),
      'longest stall': rounded(longest.elapsed),
      'of it CPU': rounded(longest.cpu),
      'CPU %': rounded((100 * cpu) / (seconds * 1_000), 0),
    });
  }
  console.table(rows);
}

function startServer(objects: number): Promise<{ server: ChildProcess; url: string }> {
  const server = fork(join(import.meta.dirname, 'watch-cache-server.ts'), [String(objects)], {
    silent: true,
    execArgv: [],
  });
  server.stderr?.pipe(process.stderr);
  return new Promise((resolve) => {
    server.stdout?.once('data', (text) => resolve({ server, url: String(text).trim() }));
  });
}

const objects = Math.min(Number(process.argv[2] ?? 50_000) || 50_000, 500_000);
const rate = Math.min(Number(process.argv[3] ?? 20_000) || 20_000, 200_000);
const { server, url } = await startServer(objects);
const { keptBytes } = await events(url, 0);
console.log(
  `Node ${process.version}, ${objects} routes, ${rounded(keptBytes / objects, 0)} bytes each without managedFields`,
);
const { cluster, ask } = await measureSync(url, keptBytes);
await measureEvents(url, ask, rate);
await cluster.close();
server.kill();
