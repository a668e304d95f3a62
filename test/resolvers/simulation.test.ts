import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectManifests, type ManifestCluster } from '../../src/cluster/connect-manifests.ts';
import { queryClusters } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const CLUSTER = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: infra, name: public }
spec:
  gatewayClassName: any
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: cart }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: cart }
spec:
  parentRefs: [{ namespace: infra, name: public }]
  hostnames: [shop.example.com]
  rules:
    - name: v2
      matches: [{ path: { value: /v2 }, headers: [{ name: X-Canary, value: "true" }] }]
      filters:
        - { type: RequestHeaderModifier, requestHeaderModifier: { add: [{ name: X-Seen, value: "1" }] } }
        - { type: ResponseHeaderModifier, responseHeaderModifier: { set: [{ name: X-By, value: gw }] } }
        - { type: RequestMirror, requestMirror: { backendRef: { name: copy, port: 80 }, percent: 25 } }
        - { type: URLRewrite, urlRewrite: { path: { type: ReplacePrefixMatch, replacePrefixMatch: / } } }
      timeouts: { request: 10s }
      backendRefs: [{ name: cart, port: 80, weight: 3 }, { name: gone, port: 80, weight: 1 }]
    - backendRefs: [{ name: cart, port: 80 }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: away }
spec:
  parentRefs: [{ namespace: infra, name: public, sectionName: none }]
  rules: [{ filters: [{ type: RequestRedirect, requestRedirect: { scheme: https, statusCode: 301 } }] }]
`;

const directory = mkdtempSync(join(tmpdir(), 'gwql-simulation-'));
let cluster: ManifestCluster;

beforeAll(async () => {
  cluster = await connectManifests({ name: 'test', paths: [writeCluster(directory, CLUSTER)], freeze: true });
});

afterAll(async () => {
  await cluster.close();
  rmSync(directory, { recursive: true });
});

const GATEWAY = 'gateway: {namespace: "infra", name: "public"}';

async function ask(input: string, selection: string) {
  const query = `{ simulateRequest(input: {${input}}) { ${selection} } }`;
  const { data, errors } = await queryClusters({ clusters: [cluster], query });
  return { value: data?.['simulateRequest'], errors };
}

describe('simulateRequest', () => {
  it('tells route, backends, filters and settings', async () => {
    const { value, errors } = await ask(
      `${GATEWAY}, host: "shop.example.com", path: "/v2/x?y=z", headers: [{name: "x-canary", value: "true"}]`,
      `outcome statusCode incomplete opaque
       listener { gateway { name } listenerSet { name } name port protocol hostname }
       route { __typename metadata { name } hostnames } ruleIndex ruleName matchIndex
       backends { target { kind namespace name } port weight share statusCode
                  resolution { reason referent { metadata { name } } } request { path } }
       mirrors { target { name } fraction resolution { reason } }
       request { scheme host method path headers { name value } }
       responseHeaders { set { name value } add { name value } remove }
       redirect { location } timeouts { request backendRequest } retry { attempts }`,
    );
    expect(errors).toBeUndefined();
    expect(value).toEqual({
      outcome: 'FORWARDED',
      statusCode: null,
      incomplete: false,
      opaque: [],
      listener: {
        gateway: { name: 'public' },
        listenerSet: null,
        name: 'http',
        port: 80,
        protocol: 'HTTP',
        hostname: null,
      },
      route: {
        __typename: 'KubernetesKindHTTPRoute',
        metadata: { name: 'cart' },
        hostnames: ['shop.example.com'],
      },
      ruleIndex: 0,
      ruleName: 'v2',
      matchIndex: 0,
      backends: [
        {
          target: { kind: 'Service', namespace: 'shop', name: 'cart' },
          port: 80,
          weight: 3,
          share: 0.75,
          statusCode: null,
          resolution: { reason: 'ResolvedRefs', referent: { metadata: { name: 'cart' } } },
          request: { path: '/x?y=z' },
        },
        {
          target: { kind: 'Service', namespace: 'shop', name: 'gone' },
          port: 80,
          weight: 1,
          share: 0.25,
          statusCode: 500,
          resolution: { reason: 'BackendNotFound', referent: null },
          request: { path: '/x?y=z' },
        },
      ],
      mirrors: [{ target: { name: 'copy' }, fraction: 0, resolution: { reason: 'BackendNotFound' } }],
      request: {
        scheme: 'http',
        host: 'shop.example.com',
        method: 'GET',
        path: '/x?y=z',
        headers: [
          { name: 'x-canary', value: 'true' },
          { name: 'X-Seen', value: '1' },
        ],
      },
      responseHeaders: { set: [{ name: 'X-By', value: 'gw' }], add: [], remove: [] },
      redirect: null,
      timeouts: { request: '10s', backendRequest: null },
      retry: null,
    });
  });

  it('is a field of Cluster, too', async () => {
    const query = `{ cluster(name: "test") { simulateRequest(input: {${GATEWAY}}) { outcome statusCode } } }`;
    const { data } = await queryClusters({ clusters: [cluster], query });
    expect(data).toEqual({ cluster: { simulateRequest: { outcome: 'NO_ROUTE', statusCode: 404 } } });
  });

  it('of a Gateway that is not there has nobody to take it', async () => {
    const { value, errors } = await ask(
      'gateway: {namespace: "infra", name: "nowhere"}',
      'outcome message route { id }',
    );
    expect(errors).toBeUndefined();
    expect(value).toEqual({
      outcome: 'NO_LISTENER',
      message: 'Gateway infra/nowhere does not exist',
      route: null,
    });
  });

  it('goes through a mesh, to a Service of the client namespace unless it names one', async () => {
    const mesh = 'mesh: {clientNamespace: "shop", service: {name: "cart"}, port: 80}';
    const { value } = await ask(
      mesh,
      'outcome listener { name } backends { target { namespace name } resolution { reason } }',
    );
    expect(value).toEqual({
      outcome: 'FORWARDED',
      listener: null,
      backends: [{ target: { namespace: 'shop', name: 'cart' }, resolution: null }],
    });
  });
});

describe('the trace of simulateRequest', () => {
  const STEPS =
    'verdict key { name } route { metadata { name } } ruleIndex ruleName matchIndex hostname decidedBy message';

  it('has the winner, and why the others are not', async () => {
    const { value } = await ask(`${GATEWAY}, host: "shop.example.com", path: "/v2"`, `trace { ${STEPS} }`);
    const place = {
      key: { name: 'cart' },
      route: { metadata: { name: 'cart' } },
      matchIndex: 0,
      hostname: 'shop.example.com',
    };
    expect(value).toEqual({
      trace: [
        {
          ...place,
          verdict: 'WON',
          ruleIndex: 1,
          ruleName: null,
          decidedBy: null,
          message: 'it has the highest precedence',
        },
        {
          ...place,
          verdict: 'NOT_MATCHED',
          ruleIndex: 0,
          ruleName: 'v2',
          decidedBy: 'HEADERS',
          message: 'header x-canary is missing',
        },
      ],
    });
  });

  it('names a route that is asked for, whatever its place', async () => {
    const { value } = await ask(
      `${GATEWAY}, host: "shop.example.com"`,
      `trace(first: 1, route: {namespace: "shop", name: "away"}) { ${STEPS} }
       missing: trace(first: 0, route: {kind: "GRPCRoute", namespace: "shop", name: "none"}) { ${STEPS} }`,
    );
    const { trace, missing } = value as { trace: unknown[]; missing: unknown[] };
    expect(trace[1]).toMatchObject({
      verdict: 'NOT_CONSIDERED',
      decidedBy: 'ATTACHMENT',
      route: { metadata: { name: 'away' } },
    });
    expect(missing).toMatchObject([{ route: null, message: 'GRPCRoute shop/none does not exist' }]);
  });
});

describe('what nobody can send', () => {
  it.each([
    ['', 'exactly one of gateway and mesh'],
    [
      `${GATEWAY}, mesh: {clientNamespace: "a", service: {name: "b"}, port: 1}`,
      'exactly one of gateway and mesh',
    ],
    ['gateway: {name: "public"}', 'gateway: name the namespace'],
    ['gateway: {kind: "Service", namespace: "a", name: "b"}', 'gateway: a Gateway is needed, not a Service'],
    [
      'mesh: {clientNamespace: "a", service: {kind: "Pod", name: "b"}, port: 1}',
      'mesh.service: a Service is needed',
    ],
    ['mesh: {clientNamespace: "a", service: {name: "b"}, port: 70000}', 'mesh.port: a port is a number'],
    ['listenerPort: 80, mesh: {clientNamespace: "a", service: {name: "b"}, port: 1}', 'listenerPort:'],
    [`${GATEWAY}, listenerPort: 0`, 'listenerPort: a port is a number'],
    [`${GATEWAY}, host: "*.example.com"`, 'host: write a name'],
    [`${GATEWAY}, host: "http://a.com"`, 'host: write a name'],
    [`${GATEWAY}, host: "${'a'.repeat(254)}"`, 'host: it may be 253'],
    [`${GATEWAY}, sni: "a.com:443"`, 'sni: write a name'],
    [`${GATEWAY}, path: "x"`, 'path: it has to begin'],
    [`${GATEWAY}, path: "/a b"`, 'path: it must not hold spaces'],
    [`${GATEWAY}, path: "/${'a'.repeat(8192)}"`, 'path: it may be 8192'],
    [`${GATEWAY}, method: "G ET"`, 'method: "G ET" is none'],
    [`${GATEWAY}, headers: [{name: "a b", value: ""}]`, 'headers[0].name'],
    [`${GATEWAY}, headers: [{name: "a", value: "x\\ny"}]`, 'headers[0].value'],
    [`${GATEWAY}, headers: [{name: "Host", value: "a b"}]`, 'host: write a name'],
    [`${GATEWAY}, headers: [${'{name: "a", value: "b"}'.repeat(101)}]`, 'headers: there may be 100'],
  ])('%s', async (input, message) => {
    const { value, errors } = await ask(input, 'outcome');
    expect(value).toBeNull();
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(message);
  });

  it.each([
    ['first: -1', 'first must not be negative'],
    ['first: 1001', 'at most'],
    ['route: {name: "a"}', 'route: name the namespace'],
    ['route: {kind: "Service", namespace: "a", name: "a"}', 'is no kind of route'],
  ])('trace(%s)', async (args, message) => {
    const { errors } = await ask(GATEWAY, `trace(${args}) { message }`);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toContain(message);
  });
});
