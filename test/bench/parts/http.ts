import autocannon from 'autocannon';
import { ONE_ROUTE, TWO_HUNDRED_ROUTES } from '../support/bench-queries.ts';
import { type Measurement, rounded } from '../support/measurement.ts';
import { type StartedServer, startServer } from '../support/start-server.ts';

const ROUNDS = 3;
const SECONDS = 4;
const CONNECTIONS = 8;

const QUERIES = [
  { name: 'one route', query: ONE_ROUTE, reach: '>= 2.5' },
  { name: '200 routes', query: TWO_HUNDRED_ROUTES, reach: '>= 10' },
];
const KINDS = ['compiled', 'graphql-js', 'apollo'];

/** Requests each second and their 99th percentile: ours with either executor, and Apollo as it comes. */
export async function measure(): Promise<readonly Measurement[]> {
  const servers = new Map<string, StartedServer>();
  for (const kind of KINDS) servers.set(kind, await startServer(1_000, kind));
  try {
    const rows: Measurement[] = [];
    for (const each of QUERIES) rows.push(...(await compare(servers, each)));
    return rows;
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()));
  }
}

/** In turns, so that what else the machine does strikes all alike; the best turn of each counts. */
async function compare(
  servers: ReadonlyMap<string, StartedServer>,
  { name, query, reach }: (typeof QUERIES)[number],
): Promise<readonly Measurement[]> {
  const best = new Map<string, { rate: number; p99: number }>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [kind, { url }] of servers) {
      const result = await load(url, query);
      const before = best.get(kind);
      if (before === undefined || result.rate > before.rate) best.set(kind, result);
    }
  }
  const rate = (kind: string) => best.get(kind)?.rate ?? Number.NaN;
  const rows = [...best].flatMap(([kind, result]) => [
    { part: 'http', what: `${name}, ${kind}`, value: rounded(result.rate), unit: 'requests/s' },
    { part: 'http', what: `${name}, ${kind}, p99`, value: rounded(result.p99), unit: 'ms' },
  ]);
  const ratio = rounded(rate('compiled') / rate('apollo'));
  return [
    ...rows,
    { part: 'http', what: `${name}, compiled to Apollo's own`, value: ratio, unit: 'x', reach },
  ];
}

async function load(url: string, query: string): Promise<{ rate: number; p99: number }> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url} failed under load`);
  return { rate: result.requests.average, p99: result.latency.p99 };
}
