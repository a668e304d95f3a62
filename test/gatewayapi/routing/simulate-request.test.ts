import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compilePattern } from '../../../src/execution/compile-pattern.ts';
import { NO_CAPABILITY_FILE } from '../../../src/gatewayapi/capabilities/capability-file.ts';
import type { RequestInput } from '../../../src/gatewayapi/routing/sent-request.ts';
import { type RequestTarget, simulateRequest } from '../../../src/gatewayapi/routing/simulate-request.ts';
import { traceRequest } from '../../../src/gatewayapi/routing/trace-request.ts';
import { whyNotAttached } from '../../../src/gatewayapi/routing/why-not-attached.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import { RouteIndexCache } from '../../../src/loaders/route-index-cache.ts';
import { type FactSource, runRule } from '../../../src/loaders/run-rule.ts';
import { VerdictStore } from '../../../src/loaders/verdict-store.ts';
import { FactsInMemory } from '../../support/answer-facts.ts';

const PREMISES = { absentClass: 'assumed', capabilities: NO_CAPABILITY_FILE } as const;

type Overrides = ConstructorParameters<typeof FactsInMemory>[1];

function objects(text: string): RawObject[] {
  return parseAllDocuments(text).map((document) => document.toJS() as RawObject);
}

function facts(text: string, overrides: Overrides = {}): FactSource {
  return new FactsInMemory(objects(text), { premises: PREMISES, ...overrides });
}

const GATEWAY = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'public' };
const PUBLIC: RequestTarget = { via: 'gateway', key: GATEWAY, port: undefined };
const MESH: RequestTarget = {
  via: 'mesh',
  key: { group: '', kind: 'Service', namespace: 'shop', name: 'cart' },
  port: 80,
  clientNamespace: 'shop',
};

function ask(source: FactSource, sent: Partial<RequestInput> = {}, target: RequestTarget = PUBLIC) {
  const { indexOf } = new RouteIndexCache(compilePattern);
  const answer = runRule(simulateRequest({ scheme: 'HTTP', ...sent }, target, indexOf), source);
  if (answer instanceof Promise || answer.state !== 'simulated') throw new Error('not simulated');
  return answer.value;
}

const simulated = (...given: Parameters<typeof ask>) => ask(...given).simulation;

const INFRA = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: infra, name: public }
spec:
  gatewayClassName: any
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
    - { name: https, port: 443, protocol: HTTPS, tls: { certificateRefs: [{ name: missing }] } }
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: cart }
spec: { ports: [{ name: web, port: 80 }, { name: admin, port: 8080 }] }
`;

const route = (backend: string, more = '') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: cart }
spec:
  parentRefs: [{ namespace: infra, name: public }]
  hostnames: [Shop.example.com]
  rules:
    - name: all
      backendRefs: [${backend}]
${more}`;

const SHOP = INFRA + route('{ name: cart, port: 80 }');
const host = 'shop.example.com';

describe('a request to a Gateway', () => {
  it('goes to the Service that the route names', () => {
    const simulation = simulated(facts(SHOP), { host });
    expect(simulation).toMatchObject({
      outcome: 'FORWARDED',
      incomplete: false,
      listener: { gateway: GATEWAY, name: 'http', port: 80, protocol: 'HTTP' },
      route: { kind: 'HTTPRoute', metadata: { namespace: 'shop', name: 'cart' } },
      ruleIndex: 0,
      ruleName: 'all',
      matchIndex: 0,
      backends: [{ target: { kind: 'Service', namespace: 'shop', name: 'cart' }, port: 80, share: 1 }],
    });
    expect(simulation.backends[0]?.resolution?.reason).toBe('ResolvedRefs');
  });

  it('fails where the backend is in another namespace without a grant', () => {
    const cluster = INFRA + route('{ namespace: infra, name: other, port: 80 }');
    expect(simulated(facts(cluster), { host })).toMatchObject({
      outcome: 'INVALID_BACKEND',
      statusCode: 500,
      backends: [{ resolution: { reason: 'RefNotPermitted' } }],
    });
  });

  it('answers 503 where EndpointSlices say that nobody is ready, and nothing where there are none', () => {
    const slice = (ready: boolean) => `
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { namespace: shop, name: cart-1, labels: { kubernetes.io/service-name: cart } }
endpoints: [{ addresses: [10.0.0.1], conditions: { ready: ${ready} } }]
`;
    expect(simulated(facts(SHOP + slice(false)), { host })).toMatchObject({
      outcome: 'INVALID_BACKEND',
      statusCode: 503,
    });
    expect(simulated(facts(SHOP + slice(true)), { host }).outcome).toBe('FORWARDED');
  });

  it('that is not there, or that no controller owns, serves nothing, and says why', () => {
    const nowhere: RequestTarget = { ...PUBLIC, key: { ...GATEWAY, name: 'nowhere' } };
    expect(simulated(facts(SHOP), { host }, nowhere)).toMatchObject({
      outcome: 'NO_LISTENER',
      message: 'Gateway infra/nowhere does not exist',
      incomplete: false,
    });
    const live = facts(SHOP, { premises: { absentClass: 'missing', capabilities: NO_CAPABILITY_FILE } });
    const { outcome, message } = simulated(live, { host });
    expect(outcome).toBe('NO_LISTENER');
    expect(message).toContain('GatewayClass any does not exist');
  });

  it('names the listener that might have served it', () => {
    const { outcome, message } = simulated(facts(SHOP), { scheme: 'HTTPS', host });
    expect(outcome).toBe('NO_LISTENER');
    expect(message).toContain('listener https on port 443 does not serve');
  });

  it('reaches listeners that a ListenerSet adds', () => {
    const set = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { namespace: infra, name: more }
spec:
  parentRef: { name: public }
  listeners: [{ name: extra, port: 8080, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: infra, name: extra }
spec:
  parentRefs: [{ kind: ListenerSet, name: more }]
  rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https } }] }]
`;
    const cluster = (SHOP + set).replace(
      'gatewayClassName: any',
      'gatewayClassName: any\n  allowedListeners: { namespaces: { from: All } }',
    );
    const target: RequestTarget = { ...PUBLIC, port: 8080 };
    expect(simulated(facts(cluster), { host }, target)).toMatchObject({
      outcome: 'REDIRECTED',
      listener: { gateway: GATEWAY, listenerSet: { kind: 'ListenerSet', name: 'more' }, name: 'extra' },
    });
    expect(simulated(facts(SHOP + set), { host }, target).outcome).toBe('NO_LISTENER');
  });

  it('meets no route that is not accepted, and no rule that is dropped', () => {
    const rules = `
    - matches: [{ path: { type: PathPrefix, value: /bad } }]
      timeouts: { request: soon }
      backendRefs: [{ name: nobody, port: 80 }]
`;
    const partial = INFRA + route('{ name: cart, port: 80 }', rules);
    expect(simulated(facts(partial), { host, path: '/bad' })).toMatchObject({
      outcome: 'FORWARDED',
      ruleIndex: 0,
    });
    const refused = SHOP.replace('from: All', 'from: Same');
    expect(simulated(facts(refused), { host }).outcome).toBe('NO_ROUTE');
  });
});

describe('what could not be read', () => {
  const forbid = (kind: string): Overrides => ({
    object: (key) => (key.kind === kind ? { state: 'forbidden', message: 'no' } : undefined),
  });

  it('is the answer where it is the Gateway itself', () => {
    const { indexOf } = new RouteIndexCache(compilePattern);
    const answer = runRule(
      simulateRequest({ scheme: 'HTTP' }, PUBLIC, indexOf),
      facts(SHOP, forbid('Gateway')),
    );
    expect(answer).toMatchObject({ state: 'forbidden' });
  });

  it('makes the answer incomplete where it is a backend', () => {
    const simulation = simulated(facts(SHOP, forbid('Service')), { host });
    expect(simulation).toMatchObject({ outcome: 'FORWARDED', incomplete: true });
    expect(simulation.backends[0]?.resolution?.reason).toBe('Forbidden');
  });

  it('makes the answer incomplete where there may be more routes', () => {
    const source = facts(SHOP, {
      list: ({ kind }, namespace) =>
        kind === 'GRPCRoute' && namespace === undefined ? { state: 'forbidden', message: 'no' } : undefined,
    });
    expect(simulated(source, { host })).toMatchObject({ outcome: 'FORWARDED', incomplete: true });
  });
});

describe('a controller that reports no listener isolation', () => {
  it('leaves open whether less specific listeners answer', () => {
    const gatewayClass = `
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: any }
spec: { controllerName: example.com/controller }
status: { supportedFeatures: [{ name: Gateway }, { name: HTTPRoute }, { name: ReferenceGrant }] }
`;
    const second = '    - { name: own, port: 80, protocol: HTTP, hostname: shop.example.com }\n---';
    const cluster = (SHOP + gatewayClass).replace('---', second);
    expect(simulated(facts(cluster), { host }).opaque.join()).toContain('GatewayHTTPListenerIsolation');
    expect(simulated(facts(SHOP.replace('---', second)), { host }).opaque).toEqual([]);
  });
});

describe('the trace of a request to a Gateway', () => {
  it('tells why a route is not attached', () => {
    const source = facts(SHOP.replace('from: All', 'from: Same'));
    const key = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop', name: 'cart' };
    const why = (name: string) => runRule(whyNotAttached({ ...key, name }, GATEWAY), source) as string;
    expect(why('cart')).toContain('not from namespace shop');
    expect(why('nowhere')).toBe('HTTPRoute shop/nowhere does not exist');
    expect(runRule(whyNotAttached(key, { ...GATEWAY, name: 'other' }), source)).toBe(
      'no parentRef of it leads to Gateway infra/other',
    );
    const steps = traceRequest(ask(source, { host }).routing, {
      first: 5,
      route: key,
      notAttached: () => why('cart'),
    });
    expect(steps).toMatchObject([{ verdict: 'NOT_CONSIDERED', decidedBy: 'ATTACHMENT', key }]);
  });
});

describe('a request through a mesh', () => {
  const meshRoute = (name: string, parent: string, namespace = 'shop') => `
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: ${namespace}, name: ${name} }
spec:
  parentRefs: [{ group: "", kind: Service, namespace: shop, name: cart${parent} }]
  hostnames: [ignored.example.com]
  rules: [{ backendRefs: [{ namespace: other, name: ${name}, port: 80 }] }]
---
apiVersion: v1
kind: Service
metadata: { namespace: other, name: ${name} }
spec: { ports: [{ port: 80 }] }
`;
  const backend = (text: string, target: RequestTarget = MESH, sent: Partial<RequestInput> = {}) =>
    simulated(facts(text), sent, target).backends[0]?.target.name;

  it('meets the routes of its port, by number or name, and no grants are asked for', () => {
    const cluster = INFRA + meshRoute('one', ', port: 80') + meshRoute('two', ', sectionName: admin');
    expect(backend(cluster)).toBe('one');
    expect(backend(cluster, { ...MESH, port: 8080 })).toBe('two');
    expect(backend(INFRA + meshRoute('all', ''), { ...MESH, port: 8080 })).toBe('all');
    expect(simulated(facts(cluster), {}, MESH).outcome).toBe('FORWARDED');
  });

  it('goes to the Service itself where no route stands before the port', () => {
    const cluster = INFRA + meshRoute('one', ', port: 80');
    expect(backend(cluster, { ...MESH, port: 8080 })).toBe('cart');
  });

  it('of a consumer is for clients of its namespace', () => {
    const cluster = INFRA + meshRoute('producer', '') + meshRoute('consumer', '', 'web');
    expect(backend(cluster, { ...MESH, clientNamespace: 'web' })).toBe('consumer');
    expect(backend(cluster)).toBe('producer');
  });

  it('has nobody to go to where there is no such Service or port', () => {
    const nowhere: RequestTarget = { ...MESH, key: { ...MESH.key, name: 'nowhere' } };
    expect(simulated(facts(INFRA), {}, nowhere)).toMatchObject({
      outcome: 'NO_LISTENER',
      message: 'Service shop/nowhere does not exist',
      backends: [],
    });
    expect(simulated(facts(INFRA), {}, { ...MESH, port: 81 }).message).toBe(
      'Service shop/cart has no TCP port 81',
    );
    expect(simulated(facts(INFRA), { scheme: 'UDP' }, MESH).message).toBe(
      'Service shop/cart has no UDP port 80',
    );
  });
});

describe('over verdicts that are kept', () => {
  it('a write that matching does not see keeps the index, and the answer names the route as it is now', () => {
    const before = objects(SHOP);
    const store = new VerdictStore(new FactsInMemory(before, { premises: PREMISES }));
    const cache = new RouteIndexCache(compilePattern);
    const index = (source: FactSource) => {
      const answer = runRule(simulateRequest({ scheme: 'HTTP', host }, PUBLIC, cache.indexOf), source);
      if (answer instanceof Promise || answer.state !== 'simulated') throw new Error('not simulated');
      return { index: answer.value.routing.scope?.index, route: answer.value.simulation.route };
    };
    const first = index(sharing(store, before));
    const after = before.map((object) =>
      object.kind === 'HTTPRoute' ? { ...object, status: { parents: [] } } : object,
    );
    const now = new FactsInMemory(after, { premises: PREMISES });
    store.advance(now, [{ before: before.at(-1), after: after.at(-1) }]);
    const second = index(sharing(store, after));
    expect(second.index).toBe(first.index);
    expect(second.route).toBe(after.at(-1));
    expect(second.route).not.toBe(first.route);
  });
});

/** Facts of a list of objects, verdicts from a store. */
function sharing(store: VerdictStore, list: readonly RawObject[]): FactSource {
  const own = new FactsInMemory(list, { premises: PREMISES });
  return {
    answer: (request) =>
      request.fact === 'verdict'
        ? (store.get(request.rule, request.key) ?? own.answer(request))
        : own.answer(request),
  };
}
