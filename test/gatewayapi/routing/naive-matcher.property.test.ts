import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../src/execution/compile-pattern.ts';
import { RouteIndex } from '../../../src/gatewayapi/routing/route-index.ts';
import type { AttachedRoute, RoutedListener } from '../../../src/gatewayapi/routing/routed-listener.ts';
import type { IndexOf } from '../../../src/gatewayapi/routing/routing.ts';
import type { SimulationStep } from '../../../src/gatewayapi/routing/simulation-step.ts';
import { traceRequest } from '../../../src/gatewayapi/routing/trace-request.ts';
import type { Json } from '../../../src/kube/json.ts';
import { attached, listener } from './build-routes.ts';
import { type NaiveRequest, naiveMatch } from './naive-matcher.ts';
import { type Given, routed } from './simulate-in-memory.ts';

/** Clusters to generate; GWQL_SIMULATION_RUNS=10000 for the whole claim, fewer by default. */
const RUNS = Number(process.env['GWQL_SIMULATION_RUNS'] ?? 1000);

// Small alphabets, so that requests meet routes and routes meet each other.
const hostnames = fc.constantFrom('', '*.com', '*.a.com', '*.b.a.com', 'a.com', 'x.a.com', 'y.b.a.com');
const hosts = fc.constantFrom(undefined, 'a.com', 'x.a.com', 'y.b.a.com', 'Z.X.A.com:81', 'b.org', 'com.');
const segments = fc.constantFrom('a', 'b', 'ab', 'A');
const values = fc.constantFrom('1', '2', 'x.y');
const paths = fc
  .record({ parts: fc.array(segments, { maxLength: 3 }), slash: fc.boolean() })
  .map(({ parts, slash }) => `/${parts.join('/')}${slash && parts.length > 0 ? '/' : ''}`);
const grpcNames = fc.constantFrom('p.S', 'p.T', 'M', 'Mm');

const named = (names: readonly string[]) =>
  fc.record(
    {
      name: fc.constantFrom(...names),
      value: values,
      type: fc.constantFrom('Exact', 'RegularExpression'),
    },
    { requiredKeys: ['name', 'value'] },
  );

const pathMatch = fc.oneof(
  fc.record({ type: fc.constantFrom('Exact', 'PathPrefix'), value: paths }, { requiredKeys: ['value'] }),
  fc.record({
    type: fc.constant('RegularExpression'),
    value: fc.constantFrom('/a.*', '/(a|b)/?', '/[ab]+/.*', '.*'),
  }),
);

const conditions = {
  headers: fc.array(named(['v', 'V', 'w', 'Host']), { maxLength: 3 }),
  queryParams: fc.array(named(['q', 'Q', 'r']), { maxLength: 2 }),
};

const httpMatch = fc.record(
  { path: pathMatch, method: fc.constantFrom('GET', 'POST'), ...conditions },
  { requiredKeys: [] },
);

const grpcMatch = fc.record(
  {
    method: fc
      .record(
        { service: grpcNames, method: grpcNames, type: fc.constantFrom('Exact', 'RegularExpression') },
        { requiredKeys: [] },
      )
      .filter(({ service, method }) => service !== undefined || method !== undefined),
    headers: conditions.headers,
  },
  { requiredKeys: [] },
);

const rules = (match: fc.Arbitrary<unknown>) =>
  fc.array(fc.record({ matches: fc.array(match, { minLength: 1, maxLength: 3 }) }, { requiredKeys: [] }), {
    minLength: 1,
    maxLength: 3,
  }) as fc.Arbitrary<Json[]>;

const routeParts = (kind: string, match: fc.Arbitrary<unknown>) =>
  fc.record({
    kind: fc.constant(kind),
    namespace: fc.constantFrom('n', 'n-o'),
    name: fc.constantFrom('a', 'b', 'c', 'd'),
    hostnames: fc.uniqueArray(hostnames, { minLength: 1, maxLength: 3 }),
    created: fc.constantFrom(undefined, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
    rules: fc.option(rules(match), { nil: undefined }),
  });

const routes: fc.Arbitrary<AttachedRoute[]> = fc
  .uniqueArray(
    fc.oneof(
      { arbitrary: routeParts('HTTPRoute', httpMatch), weight: 4 },
      { arbitrary: routeParts('GRPCRoute', grpcMatch), weight: 1 },
    ),
    { selector: ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`, maxLength: 12 },
  )
  .map((list) => list.map(({ name, ...parts }) => attached(name, parts)));

const listeners: fc.Arbitrary<RoutedListener[]> = fc
  .uniqueArray(fc.record({ hostname: hostnames, protocol: fc.constantFrom('HTTP', 'HTTPS'), routes }), {
    selector: ({ hostname, protocol }) => `${protocol} ${hostname}`,
    minLength: 1,
    maxLength: 4,
  })
  .map((list) =>
    list.map(({ hostname, protocol, routes: own }, index) =>
      listener(own, { name: `l${index}`, port: 80, protocol, hostname: hostname || undefined }),
    ),
  );

const header = fc.record({ name: fc.constantFrom('v', 'W', 'V'), value: values });
const query = fc
  .array(fc.tuple(fc.constantFrom('q', 'r'), values), { maxLength: 3 })
  .map((pairs) => (pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.join('=')).join('&')}`));
const calls = fc.tuple(grpcNames, grpcNames).map((parts) => `/${parts.join('/')}`);

const requests: fc.Arbitrary<NaiveRequest> = fc
  .record({
    scheme: fc.constantFrom('HTTP', 'HTTPS', 'GRPC'),
    host: hosts,
    sni: fc.option(fc.constantFrom('a.com', 'x.a.com', 'y.b.a.com'), { nil: undefined }),
    method: fc.constantFrom('GET', 'POST', 'PUT'),
    path: fc.tuple(fc.oneof(paths, calls), query).map((parts) => parts.join('')),
    headers: fc.array(header, { maxLength: 3 }),
  })
  // A name that is dialled over TLS carries no port.
  .map((request) => (request.scheme === 'HTTPS' ? { ...request, sni: request.sni ?? 'a.com' } : request));

// Dense clusters: nearly every match meets the path, so that the later steps of the precedence decide.
const denseValue = fc.constantFrom('1', '2');
const denseMatch = fc.record(
  {
    path: fc.record({
      value: fc.constantFrom('/', '/a', '/a/'),
      type: fc.constantFrom('Exact', 'PathPrefix'),
    }),
    method: fc.constant('GET'),
    headers: fc.array(fc.record({ name: fc.constantFrom('v', 'w', 'W'), value: denseValue }), {
      maxLength: 3,
    }),
    queryParams: fc.array(fc.record({ name: fc.constantFrom('q', 'r'), value: denseValue }), {
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
);
const denseRoutes = fc
  .array(routeParts('HTTPRoute', denseMatch), { minLength: 6, maxLength: 24 })
  .map((list) =>
    list.map(({ name, ...parts }, at) => attached(`${name}${at}`, { ...parts, hostnames: [''] })),
  );
const denseRequest: fc.Arbitrary<NaiveRequest> = fc
  .record({
    v: denseValue,
    w: denseValue,
    q: denseValue,
    r: denseValue,
    path: fc.constantFrom('/a', '/a/b', '/'),
  })
  .map(({ v, w, q, r, path }) => ({
    scheme: 'HTTP',
    method: 'GET',
    path: `${path}?q=${q}&r=${r}`,
    headers: [
      { name: 'V', value: v },
      { name: 'w', value: w },
    ],
  }));

// Hostnames with few matches are searched, others looked up: both have to agree, however many matches there are.
describe.each([
  ['searched', 1000],
  ['looked up', 0],
])('the indexed matcher, hostnames %s', (_, few) => {
  const indexOf: IndexOf = (own) => new RouteIndex(own, compilePattern, few);
  const indexed = (given: readonly RoutedListener[], request: NaiveRequest) =>
    outcomeOf({ listeners: given, port: 80, indexOf }, request);

  it('agrees with the naive one where most matches meet the request', () => {
    fc.assert(
      fc.property(denseRoutes, fc.array(denseRequest, { minLength: 1, maxLength: 4 }), (own, sent) => {
        const given = [listener(own)];
        for (const request of sent) expect(indexed(given, request)).toEqual(naiveMatch(given, 80, request));
      }),
      { numRuns: RUNS / 5 },
    );
  });

  it('agrees with the naive one on the winner and on the order of all that match', () => {
    fc.assert(
      fc.property(listeners, fc.array(requests, { minLength: 1, maxLength: 6 }), (given, sent) => {
        for (const request of sent) expect(indexed(given, request)).toEqual(naiveMatch(given, 80, request));
      }),
      { numRuns: RUNS },
    );
  });

  it('does not depend on the order of the routes', () => {
    fc.assert(
      fc.property(routes, requests, (own, request) => {
        const forth = indexed([listener(own)], request);
        expect(indexed([listener(own.toReversed())], request)).toEqual(forth);
      }),
      { numRuns: RUNS / 5 },
    );
  });
});

function outcomeOf(given: Given, request: NaiveRequest) {
  const routing = routed(given, request);
  const { selection, listener: selected, found } = routing;
  if (selection?.state === 'none') return { outcome: 'NO_LISTENER' };
  if (selection?.state === 'misdirected') return { outcome: 'MISDIRECTED' };
  const steps = traceRequest(routing, { first: 10_000, notAttached: () => '' });
  const candidates = steps
    .filter(({ verdict }) => verdict === 'WON' || verdict === 'OUTRANKED')
    .map((step) => candidateId(step));
  expect(found === undefined ? undefined : candidateId({ ...found, ...placeOf(found) })).toBe(candidates[0]);
  return { outcome: found === undefined ? 'NO_ROUTE' : 'MATCHED', listener: selected?.name, candidates };
}

type Place = Pick<SimulationStep, 'route' | 'ruleIndex' | 'matchIndex' | 'hostname'>;

function placeOf({ entry }: { entry?: { matchIndex: number } | undefined }) {
  return { matchIndex: entry?.matchIndex };
}

function candidateId({ route, ruleIndex, matchIndex, hostname }: Place): string {
  const { namespace, name } = route?.metadata ?? {};
  return `${route?.kind} ${namespace}/${name} ${ruleIndex}.${matchIndex} ${hostname}`;
}
