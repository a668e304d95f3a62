import { compilePattern } from '../../src/execution/compile-pattern.ts';
import { makeReference } from '../../src/gatewayapi/reference.ts';
import { resolved } from '../../src/gatewayapi/resolution.ts';
import { answerRequest } from '../../src/gatewayapi/routing/answer-request.ts';
import { RouteIndex } from '../../src/gatewayapi/routing/route-index.ts';
import { routeRequest } from '../../src/gatewayapi/routing/route-request.ts';
import type { AttachedRoute, RoutedListener } from '../../src/gatewayapi/routing/routed-listener.ts';
import type { RequestInput } from '../../src/gatewayapi/routing/sent-request.ts';
import type { Json } from '../../src/kube/json.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';

/**
 * What one simulation costs on a listener with many routes, and what its index costs beside reading the routes:
 *
 *     node test/bench/simulation.ts [routes]
 *
 * `whole index` reads every rule of every host; a server pays that only for hosts that are asked for.
 */
const COUNT = Number(process.argv[2] ?? 100_000);
const REQUESTS = 5_000;

interface Shape {
  readonly name: string;
  readonly hostname: (i: number) => string;
  readonly match: (i: number) => Json;
  readonly request: (i: number) => Partial<RequestInput>;
}

const shop = () => 'shop.example.com';
const SHAPES: readonly Shape[] = [
  {
    name: 'a host for each route',
    hostname: (i) => `app-${i}.example.com`,
    match: (i) => ({ path: { type: 'PathPrefix', value: `/v${i % 7}` } }),
    request: (i) => ({ host: `app-${i}.example.com`, path: `/v${i % 7}/cart?x=1` }),
  },
  {
    name: 'a wildcard for each ten',
    hostname: (i) => `*.team-${i % Math.ceil(COUNT / 10)}.example.com`,
    match: (i) => ({ path: { type: 'PathPrefix', value: `/app-${i}` } }),
    request: (i) => ({ host: `www.team-${i % Math.ceil(COUNT / 10)}.example.com`, path: `/app-${i}/x` }),
  },
  {
    name: 'one host, own prefixes',
    hostname: shop,
    match: (i) => ({ path: { type: 'PathPrefix', value: `/api/team-${i % 100}/service-${i}` } }),
    request: (i) => ({ host: shop(), path: `/api/team-${i % 100}/service-${i}/orders/12/lines/3` }),
  },
  {
    name: 'one host, own exact paths',
    hostname: shop,
    match: (i) => ({ path: { type: 'Exact', value: `/page/${i}` } }),
    request: (i) => ({ host: shop(), path: `/page/${i}` }),
  },
  {
    name: 'one path, own header values',
    hostname: shop,
    match: (i) => ({
      headers: [
        { name: 'env', value: 'prod' },
        { name: 'tenant', value: `t-${i}` },
      ],
    }),
    request: (i) => ({
      host: shop(),
      headers: [
        { name: 'Env', value: 'prod' },
        { name: 'Tenant', value: `t-${i}` },
      ],
    }),
  },
  {
    name: 'the same match for all',
    hostname: shop,
    match: () => ({ path: { type: 'PathPrefix', value: '/' } }),
    request: () => ({ host: shop(), path: '/anything' }),
  },
];

const reference = makeReference({
  position: 'backend',
  from: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop', name: 'route' },
  owner: undefined,
  path: () => 'spec.rules[0].backendRefs[0]',
  target: { group: '', kind: 'Service', name: 'app' },
  namespace: undefined,
  port: 80,
  sectionName: undefined,
});
const verdict = { resolution: resolved(reference, 'it is there'), readyEndpoints: 1 };

function routeText({ hostname, match }: Shape): string {
  const routes = Array.from({ length: COUNT }, (_, i) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      namespace: `team-${i % 100}`,
      name: `route-${i}`,
      creationTimestamp: new Date(1_700_000_000_000 + ((i * 7919) % COUNT) * 1000)
        .toISOString()
        .replace('.000', ''),
      labels: { 'app.kubernetes.io/name': `app-${i}`, 'app.kubernetes.io/part-of': 'shop' },
    },
    spec: {
      parentRefs: [
        { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'public' },
      ],
      hostnames: [hostname(i)],
      rules: [
        {
          matches: [match(i)],
          backendRefs: [{ group: '', kind: 'Service', name: `app-${i}`, port: 80, weight: 1 }],
        },
      ],
    },
  }));
  return JSON.stringify(routes);
}

function time<T>(work: () => T): readonly [result: T, ms: number] {
  const start = performance.now();
  const result = work();
  return [result, performance.now() - start];
}

interface Measurement {
  readonly parse: number;
  readonly index: number;
  readonly first: number;
  readonly median: number;
  readonly p99: number;
  readonly max: number;
}

function measure(shape: Shape): Measurement {
  const text = routeText(shape);
  const [routes, parse] = time(() => JSON.parse(text) as RawObject[]);
  const attached = routes.map((route, i): AttachedRoute => ({ route, hostnames: [shape.hostname(i)] }));
  const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'public' };
  const listener: RoutedListener = { gateway, name: 'http', port: 80, protocol: 'HTTP', routes: attached };
  const index = new RouteIndex(attached, compilePattern);
  const simulate = (i: number) => {
    const request: RequestInput = { scheme: 'HTTP', ...shape.request(i) };
    return answerRequest(
      routeRequest({ request, listeners: [listener], indexOf: () => index }),
      () => verdict,
    );
  };
  const [, first] = time(() => simulate(0));
  const [, others] = time(() => {
    for (let i = 1; i < COUNT; i += 1) simulate(i);
  });
  const samples = sample(simulate);
  const median = at(samples, 0.5);
  // Everything that a request may find unread has been read once; what is left is the price of the index.
  const whole = first + Math.max(others - COUNT * median, 0);
  return { parse, index: whole, first, median, p99: at(samples, 0.99), max: at(samples, 1) };
}

/** Milliseconds, sorted. */
function sample(simulate: (i: number) => { readonly outcome: string }): readonly number[] {
  const samples = Array.from({ length: REQUESTS }, (_, n) => {
    const [simulation, ms] = time(() => simulate((n * 104_729) % COUNT));
    if (simulation.outcome !== 'FORWARDED') throw new Error('the request did not reach its route');
    return ms;
  });
  return samples.sort((a, b) => a - b);
}

function at(samples: readonly number[], quantile: number): number {
  return samples[Math.min(Math.floor(samples.length * quantile), samples.length - 1)] ?? 0;
}

const COLUMNS = [
  'parse ms',
  'whole index ms',
  'times parse',
  'first request ms',
  'median µs',
  'p99 µs',
  'max µs',
];
console.log(`${COUNT} routes on one listener, ${REQUESTS} requests, Node ${process.versions.node}\n`);
console.log(`| routes | ${COLUMNS.join(' | ')} |\n|${' --- |'.repeat(COLUMNS.length + 1)}`);
for (const shape of SHAPES) {
  const { parse, index, first, median, p99, max } = measure(shape);
  const micro = [median, p99, max].map((ms) => (ms * 1000).toFixed(0));
  const cells = [parse.toFixed(0), index.toFixed(0), (index / parse).toFixed(2), first.toFixed(0), ...micro];
  console.log(`| ${shape.name} | ${cells.join(' | ')} |`);
}
