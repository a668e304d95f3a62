import { describe, expect, it } from 'vitest';
import type { SimulationStep } from '../../../src/gatewayapi/routing/simulation-step.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { attached, exact, listener, pattern, prefix, rule } from './build-routes.ts';
import { simulate, trace } from './simulate-in-memory.ts';

const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' };
const brief = ({ verdict, key, decidedBy }: SimulationStep) => [key.name, verdict, decidedBy];

function decides(winner: JsonObject, loser: JsonObject, request: Parameters<typeof trace>[1] = {}) {
  const routes = [
    attached('loser', { rules: [rule('l', loser)] }),
    attached('winner', { rules: [rule('w', winner)] }),
  ];
  const [first, second] = trace({ listeners: [listener(routes)] }, request);
  expect(first?.key.name).toBe('winner');
  return [second?.decidedBy, second?.message];
}

describe('the trace of a request', () => {
  const routes = [
    attached('other-host', { hostnames: ['b.com'], rules: [rule('b')] }),
    attached('deep', { hostnames: ['a.com'], rules: [rule('deep', prefix('/x/y'))] }),
    attached('short', { hostnames: ['a.com'], rules: [rule('short', prefix('/x'))] }),
    attached('wild', { hostnames: ['*.com'], rules: [rule('wild', exact('/x/y'))] }),
    attached('elsewhere', { hostnames: ['a.com'], rules: [rule('z', prefix('/z'))] }),
  ];
  const given = { listeners: [listener(routes)] };
  const request = { host: 'a.com', path: '/x/y' };

  it('has the winner, then what matched too in order, then what stands on the host', () => {
    expect(trace(given, request).map(brief)).toEqual([
      ['deep', 'WON', undefined],
      ['short', 'OUTRANKED', 'PATH_LENGTH'],
      ['wild', 'OUTRANKED', 'HOSTNAME'],
      ['elsewhere', 'NOT_MATCHED', 'PATH'],
    ]);
  });

  it('ends where it is told to', () => {
    expect(trace(given, request, { first: 2 }).map(brief)).toHaveLength(2);
    expect(trace(given, request, { first: 0 })).toEqual([]);
  });

  it('begins with the route that the simulation names', () => {
    const { route, ruleIndex, matchIndex } = simulate(given, request);
    expect(trace(given, request)[0]).toMatchObject({ route, ruleIndex, matchIndex, hostname: 'a.com' });
  });

  it('of a request that no listener takes is empty', () => {
    expect(trace({ ...given, port: 81 }, request)).toEqual([]);
  });

  it('without a winner has what stands on the host', () => {
    expect(trace(given, { host: 'b.com', path: '/', method: 'GET' }).map(brief)[0]).toEqual([
      'other-host',
      'WON',
      undefined,
    ]);
    expect(trace(given, { host: 'c.com' }).map(brief)).toEqual([['wild', 'NOT_MATCHED', 'PATH']]);
  });
});

describe('the step that decides', () => {
  const headers = [{ name: 'h', value: '1' }];
  const queryParams = [{ name: 'q', value: '1' }];
  const sent = { path: '/a/b?q=1', headers };

  it.each([
    [exact('/a/b'), prefix('/a/b'), 'PATH_TYPE', 'a path prefix goes after an exact path or method'],
    [pattern('/a/.*'), prefix('/a'), 'PATH_TYPE', 'a path prefix goes after a regular expression'],
    [prefix('/a'), prefix('/'), 'PATH_LENGTH', '/ is shorter than /a'],
    [{ method: 'GET' }, {}, 'METHOD', 'it names no method, the winner names GET'],
    [{ headers }, { queryParams }, 'HEADERS', 'it names no headers, the winner 1'],
    [{ queryParams }, {}, 'QUERY_PARAMS', 'it names no query parameters, the winner 1'],
  ])('%o before %o: %s', (winner, loser, step, message) => {
    expect(decides(winner as JsonObject, loser as JsonObject, sent)).toEqual([step, message]);
  });

  it('is age, and says so where there is none', () => {
    const young = attached('a', { created: '2026-02-01T00:00:00Z', rules: [rule('young')] });
    const old = attached('b', { created: '2026-01-01T00:00:00Z', rules: [rule('old')] });
    const unborn = attached('c', { rules: [rule('unborn')] });
    const steps = trace({ listeners: [listener([unborn, young, old])] });
    expect(steps.map(brief)).toEqual([
      ['b', 'WON', undefined],
      ['a', 'OUTRANKED', 'AGE'],
      ['c', 'OUTRANKED', 'AGE'],
    ]);
    expect(steps[1]?.message).toContain('younger than HTTPRoute shop/b');
    expect(steps[2]?.message).toContain('no creationTimestamp');
  });

  it('is the name, with what a server or the joined text would say', () => {
    const names = (created?: string) => [
      attached('x', { namespace: 'a', created, rules: [rule('a')] }),
      attached('x', { namespace: 'a-b', created, rules: [rule('b')] }),
    ];
    const message = (created?: string) => trace({ listeners: [listener(names(created))] })[1]?.message;
    expect(message()).toContain('on a server the older one would win');
    expect(message('2026-01-01T00:00:00Z')).toContain('by "namespace/name" as one text it would not');
  });

  it('is the order of rules and matches within a route', () => {
    const rules = [{ matches: [prefix('/'), prefix('/')] }, { matches: [prefix('/')] }];
    const steps = trace({ listeners: [listener([attached('r', { rules })])] });
    expect(steps.map(({ ruleIndex, matchIndex, decidedBy }) => [ruleIndex, matchIndex, decidedBy])).toEqual([
      [0, 0, undefined],
      [0, 1, 'MATCH_ORDER'],
      [1, 0, 'RULE_ORDER'],
    ]);
  });

  it('is the hostname for one match under two hostnames', () => {
    const both = attached('r', { hostnames: ['a.com', '*.com'], rules: [rule('r')] });
    expect(trace({ listeners: [listener([both])] }, { host: 'a.com' }).map(brief)).toEqual([
      ['r', 'WON', undefined],
      ['r', 'OUTRANKED', 'HOSTNAME'],
    ]);
  });

  it('of gRPC methods is the length of service and method', () => {
    const call = (service?: string, method?: string) => ({ method: { service, method } });
    const grpc = attached('g', {
      kind: 'GRPCRoute',
      rules: [
        rule('m', call(undefined, 'Echo')),
        rule('s', call('a.B')),
        rule('sm', call('a.B', 'Echo')),
        rule('all'),
      ],
    });
    const steps = trace(
      { listeners: [listener([grpc, attached('h', { rules: [rule('http')] })])] },
      { scheme: 'GRPC', path: '/a.B/Echo' },
    );
    expect(steps.map(({ key, ruleIndex, decidedBy }) => [key.name, ruleIndex, decidedBy])).toEqual([
      ['g', 2, undefined],
      ['g', 1, 'METHOD_LENGTH'],
      ['g', 0, 'SERVICE_LENGTH'],
      ['g', 3, 'PATH_TYPE'],
      ['h', 0, 'KIND'],
    ]);
  });

  it('of connections is hostname, kind, age or name', () => {
    const tls = (name: string, hostname: string, kind = 'TLSRoute') =>
      attached(name, { kind, hostnames: [hostname] });
    const own = [tls('z', '*.com'), tls('a', 'a.com'), tls('b', 'a.com'), tls('t', '', 'TCPRoute')];
    const steps = trace(
      { listeners: [listener(own, { port: 443, protocol: 'TLS' })] },
      { scheme: 'TLS', sni: 'a.com' },
    );
    expect(steps.map(brief)).toEqual([
      ['a', 'WON', undefined],
      ['b', 'OUTRANKED', 'NAME'],
      ['z', 'OUTRANKED', 'HOSTNAME'],
      ['t', 'OUTRANKED', 'KIND'],
    ]);
  });
});

describe('why a match is not met', () => {
  const message = (match: JsonObject, request: Parameters<typeof trace>[1] = {}) =>
    trace({ listeners: [listener([attached('r', { rules: [rule('r', match)] })])] }, request)[0]?.message;

  it.each([
    [exact('/a'), 'path / is not /a'],
    [prefix('/a'), 'path / is not under /a'],
    [pattern('/a+'), 'path / does not match /a+'],
    [{ path: { type: 'Glob' } }, 'its type of match is not known'],
    [{ method: 'PUT' }, 'method GET is not PUT'],
    [{ headers: [{ name: 'A', value: '1' }] }, 'header a is missing'],
    [{ headers: [{ name: 'b', value: '1' }] }, 'header b is not 1'],
    [{ headers: [{ name: 'b', value: 'x+', type: 'RegularExpression' }] }, 'header b does not match x+'],
    [{ queryParams: [{ name: 'q', value: '1' }] }, 'query parameter q is missing'],
    [pattern('('), 'the rule is dropped: a regular expression in it is not valid'],
  ])('%o: %s', (match, expected) => {
    expect(message(match as JsonObject, { headers: [{ name: 'B', value: '2' }] })).toBe(expected);
  });

  it('a gRPC method is named in full', () => {
    const grpc = attached('g', { kind: 'GRPCRoute', rules: [rule('r', { method: { service: 'a.B' } })] });
    const why = (path: string) =>
      trace({ listeners: [listener([grpc])] }, { scheme: 'GRPC', path })[0]?.message;
    expect(why('/a.C/X')).toBe('method a.C/X is not a.B/*');
    expect(why('/')).toBe('path / names no gRPC method');
  });
});

describe('a route that is asked for', () => {
  const named = (name: string, kind = 'HTTPRoute') => ({ route: { ...HTTP_ROUTE, kind, name }, first: 1 });
  const grpc = attached('grpc', { kind: 'GRPCRoute', rules: [rule('g')] });
  const here = listener([
    attached('best', { hostnames: ['a.com'], rules: [rule('w'), rule('x', exact('/x'))] }),
    attached('hosts', { hostnames: ['b.com', 'c.com'], rules: [rule('h')] }),
    attached('late', { hostnames: ['a.com'], rules: [rule('l'), rule('m', exact('/x'))] }),
    grpc,
  ]);
  const there = listener([attached('away', { rules: [rule('a')] })], { name: 'other', port: 8080 });
  const given = { listeners: [here, there], port: 80 };
  const why = (name: string, kind?: string) =>
    trace(given, { host: 'a.com' }, named(name, kind))
      .slice(1)
      .map(({ verdict, decidedBy, message }) => [verdict, decidedBy, message]);

  it('is told for each of its matches, beyond the end of the list', () => {
    expect(why('late').map(([verdict, decidedBy]) => [verdict, decidedBy])).toEqual([
      ['OUTRANKED', 'NAME'],
      ['NOT_MATCHED', 'PATH'],
    ]);
  });

  it('is told once: what the list has already is left out', () => {
    expect(why('best').map(([verdict]) => verdict)).toEqual(['NOT_MATCHED']);
  });

  it('may stand on other hostnames, listeners or schemes, or not be attached', () => {
    expect(why('hosts')).toEqual([['NOT_MATCHED', 'HOSTNAME', 'a.com matches none of b.com, c.com']]);
    expect(why('away')).toEqual([
      ['NOT_CONSIDERED', 'LISTENER', 'it is attached to listener other, the request reached listener http'],
    ]);
    expect(why('grpc', 'GRPCRoute')).toEqual([['NOT_CONSIDERED', 'SCHEME', 'a GRPCRoute serves gRPC only']]);
    expect(why('nowhere')).toEqual([['NOT_CONSIDERED', 'ATTACHMENT', 'it is not attached']]);
  });

  it('is told where no listener took the request', () => {
    const steps = trace({ ...given, port: 81 }, {}, named('away'));
    expect(steps.map(({ message }) => message)).toEqual([
      'it is attached to listener other, the request reached no listener',
    ]);
  });
});
