import autocannon from 'autocannon';
import { FINDINGS, ONE_ROUTE, TWO_HUNDRED_ROUTES } from '../support/bench-queries.ts';
import { type Measurement, rounded } from '../support/measurement.ts';
import { type StartedServer, startServer } from '../support/start-server.ts';

const ROUNDS = 3;
const SECONDS = 3;
const CONNECTIONS = 8;

const QUERIES: readonly { readonly name: string; readonly query: string; readonly reach?: string }[] = [
  { name: 'one route', query: ONE_ROUTE, reach: '>= 2.5' },
  { name: '200 routes', query: TWO_HUNDRED_ROUTES, reach: '>= 10' },
  { name: 'findings', query: FINDINGS },
];
const KINDS = ['compiled', 'graphql-js', 'apollo'];

/**
 * Requests for each second of the server's processor time, and the 99th percentile of their duration: ours with
 * either executor, and Apollo as it comes.
 */
export async function measure(): Promise<readonly Measurement[]> {
  const servers = new Map<string, StartedServer>();
  for (const kind of KINDS) servers.set(kind, await startServer(1_000, kind));
  try {
    const rows: Measurement[] = [];
    for (const each of QUERIES) rows.push(...(await compare(servers, each)));
    const ours = servers.get('compiled');
    return ours === undefined ? rows : [...rows, await pollRate(ours)];
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
    for (const [kind, server] of servers) {
      const result = await load(server, query);
      const before = best.get(kind);
      if (before === undefined || result.rate > before.rate) best.set(kind, result);
    }
  }
  const rate = (kind: string) => best.get(kind)?.rate ?? Number.NaN;
  const rows = [...best].flatMap(([kind, result]) => [
    { part: 'http', what: `${name}, ${kind}`, value: rounded(result.rate), unit: 'requests/CPU s' },
    { part: 'http', what: `${name}, ${kind}, p99`, value: rounded(result.p99), unit: 'ms' },
  ]);
  const ratio = rounded(rate('compiled') / rate('apollo'));
  return [
    ...rows,
    {
      part: 'http',
      what: `${name}, compiled to Apollo's own`,
      value: ratio,
      unit: 'x',
      ...(reach === undefined ? {} : { reach }),
    },
  ];
}

/** A dashboard that asks for 200 routes again and has the answer already. */
async function pollRate(server: StartedServer): Promise<Measurement> {
  const url = `${server.url}?query=${encodeURIComponent(TWO_HUNDRED_ROUTES)}`;
  const preflight = { 'apollo-require-preflight': '1' };
  const etag = (await fetch(url, { headers: preflight })).headers.get('etag') ?? '';
  const headers = { ...preflight, 'if-none-match': etag };
  if ((await fetch(url, { headers })).status !== 304) throw new Error(`${url} is not answered 304`);
  const before = await server.cpuSeconds();
  const result = await autocannon({
    url,
    method: 'GET',
    headers,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  const rate = result.requests.total / ((await server.cpuSeconds()) - before);
  return { part: 'http', what: '200 routes, not modified', value: rounded(rate), unit: 'requests/CPU s' };
}

async function load(server: StartedServer, query: string): Promise<{ rate: number; p99: number }> {
  const body = JSON.stringify({ query });
  const headers = { 'content-type': 'application/json' };
  const answer: unknown = await (await fetch(server.url, { method: 'POST', headers, body })).json();
  if (JSON.stringify(answer).includes('"errors"')) throw new Error(`${server.url} answers with errors`);
  const before = await server.cpuSeconds();
  const result = await autocannon({
    url: server.url,
    method: 'POST',
    headers,
    body,
    connections: CONNECTIONS,
    duration: SECONDS,
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${server.url} failed under load`);
  const used = (await server.cpuSeconds()) - before;
  return { rate: result.requests.total / used, p99: result.latency.p99 };
}
