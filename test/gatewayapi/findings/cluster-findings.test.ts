import { describe, expect, it } from 'vitest';
import type { TimedFinding } from '../../../src/gatewayapi/finding.ts';
import { clusterFindings, scopeKey } from '../../../src/gatewayapi/findings/cluster-findings.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import { VerdictStore } from '../../../src/loaders/verdict-store.ts';
import { FactsInMemory } from '../../support/answer-facts.ts';

const V1 = 'gateway.networking.k8s.io/v1';

const CLASS: RawObject = {
  apiVersion: V1,
  kind: 'GatewayClass',
  metadata: { name: 'public' },
  spec: { controllerName: 'example.com/gateway' },
};

function gateway(...names: readonly string[]): RawObject {
  return {
    apiVersion: V1,
    kind: 'Gateway',
    metadata: { name: 'front', namespace: 'shop' },
    spec: {
      gatewayClassName: 'public',
      listeners: names.map((name, index) => ({ name, port: 80 + index, protocol: 'HTTP' })),
    },
  };
}

interface RouteOptions {
  readonly created?: string;
  readonly hostnames?: readonly string[];
  readonly matches?: readonly JsonObject[];
  readonly parent?: JsonObject;
}

function route(name: string, { created, hostnames, matches, parent }: RouteOptions = {}): RawObject {
  return {
    apiVersion: V1,
    kind: 'HTTPRoute',
    metadata: { name, namespace: 'shop', ...(created === undefined ? {} : { creationTimestamp: created }) },
    spec: {
      parentRefs: [{ name: 'front', ...parent }],
      ...(hostnames === undefined ? {} : { hostnames }),
      rules: [{ ...(matches === undefined ? {} : { matches }), backendRefs: [{ name: 'app', port: 80 }] }],
    },
  };
}

const APP: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'app', namespace: 'shop' },
  spec: { ports: [{ port: 80 }] },
};

function storeOf(...objects: readonly RawObject[]): VerdictStore {
  return new VerdictStore(new FactsInMemory(objects));
}

function findings(store: VerdictStore, namespace?: string): readonly TimedFinding[] {
  const answer = store.get(clusterFindings, scopeKey(namespace));
  if (answer?.state !== 'judged') throw new Error('a scope is always judged');
  // nobody has reported on these objects, which is no matter here
  return answer.value.filter(({ code }) => code !== 'STATUS_NEVER_REPORTED');
}

describe('findings that are kept', () => {
  it('cost nothing when they are asked for again', () => {
    const store = storeOf(CLASS, gateway('http'), route('a'), APP);
    const first = store.get(clusterFindings, scopeKey(undefined));
    const { evaluations } = store;
    expect(store.get(clusterFindings, scopeKey(undefined))).toBe(first);
    expect(store.evaluations).toBe(evaluations);
  });

  it('follow a change, and only what it touches is judged again', () => {
    const others = Array.from({ length: 50 }, (_, index) =>
      route(`r-${index}`, { hostnames: [`h${index}.example.com`] }),
    );
    const before = [CLASS, gateway('http'), ...others, APP];
    const store = storeOf(...before);
    expect(findings(store)).toEqual([]);
    const changed = route('r-7', { hostnames: ['h8.example.com'] });
    const { evaluations } = store;
    const after = before.map((object) => (object.metadata.name === 'r-7' ? changed : object));
    store.advance(new FactsInMemory(after), [{ before: others[7], after: changed }]);
    expect(findings(store).map(({ code, object }) => `${code} ${object.name}`)).toEqual([
      'MATCH_SHADOWED r-8',
    ]);
    // the route, what it is part of, and the route that it shadows; not the other 48
    expect(store.evaluations - evaluations).toBeLessThan(80);
  });

  it('of a namespace are those of its objects', () => {
    const elsewhere = { ...route('b'), metadata: { name: 'b', namespace: 'lab' } };
    const store = storeOf(CLASS, gateway('http'), route('a'), elsewhere, APP);
    expect(findings(store, 'shop')).toEqual([]);
    expect(findings(store, 'lab').map(({ code }) => code)).toEqual(['PARENT_NOT_FOUND', 'BACKEND_NOT_FOUND']);
  });
});

describe('a shadowed match', () => {
  const PATH = [
    {
      path: { type: 'Exact', value: '/a' },
      headers: [
        { name: 'X', value: '1' },
        { name: 'y', value: '2' },
      ],
    },
  ];
  const SAME = [
    {
      path: { type: 'Exact', value: '/a' },
      headers: [
        { name: 'Y', value: '2' },
        { name: 'x', value: '1' },
      ],
    },
  ];

  it('is told once for all listeners and hostnames, with the winner and why it wins', () => {
    const hostnames = ['a.example.com', 'b.example.com'];
    const store = storeOf(
      CLASS,
      gateway('one', 'two'),
      route('young', { created: '2026-02-01T00:00:00Z', hostnames, matches: SAME }),
      route('old', { created: '2026-01-01T00:00:00Z', hostnames, matches: PATH }),
      APP,
    );
    expect(findings(store)).toMatchObject([
      {
        code: 'MATCH_SHADOWED',
        object: { name: 'young' },
        path: 'spec.rules[0].matches[0]',
        message: expect.stringMatching(
          /listener one of Gateway shop\/front for a\.example\.com.*listener two.*spec\.rules\[0\]\.matches\[0\] of HTTPRoute shop\/old.*younger than/,
        ),
        related: [{ kind: 'HTTPRoute', namespace: 'shop', name: 'old' }],
      },
    ]);
  });

  it('is none on a listener of its own', () => {
    const store = storeOf(
      CLASS,
      gateway('one', 'two'),
      route('a', { matches: PATH, parent: { sectionName: 'one' } }),
      route('b', { matches: PATH, parent: { sectionName: 'two' } }),
      APP,
    );
    expect(findings(store)).toEqual([]);
  });

  it('may be shadowed by its own route; a rule without matches is a match like any other', () => {
    const root = [{ path: { type: 'PathPrefix', value: '/' } }];
    const own = route('a', { matches: [...root, ...root] });
    const store = storeOf(CLASS, gateway('one'), own, route('b'), APP);
    expect(findings(store).map(({ object, path }) => `${object.name} ${path}`)).toEqual([
      'a spec.rules[0].matches[1]',
      'b spec.rules[0]',
    ]);
  });
});

describe('a parent without controller', () => {
  it('is one whose controller reports that it does not know the kind of route', () => {
    const supportedFeatures = [{ name: 'Gateway' }, { name: 'HTTPRoute' }];
    const http = { ...CLASS, status: { supportedFeatures } };
    const calls = { ...route('calls'), kind: 'GRPCRoute' };
    const store = storeOf(http, gateway('one'), route('a'), calls, APP);
    expect(findings(store)).toMatchObject([
      {
        code: 'PARENT_WITHOUT_CONTROLLER',
        object: { kind: 'GRPCRoute', name: 'calls' },
        path: 'spec.parentRefs[0]',
        message: 'the controller of Gateway shop/front does not support GRPCRoutes',
      },
    ]);
  });
});
