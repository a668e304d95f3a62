import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
    - { name: spare, port: 81, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
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
  parentRefs: [{ namespace: infra, name: public, sectionName: http }]
  hostnames: [shop.example.com]
  rules:
    - matches: [{ path: { value: /old } }]
      backendRefs: [{ name: gone, port: 80 }]
    - backendRefs: [{ name: cart, port: 80 }]
`;

const directory = mkdtempSync(join(tmpdir(), 'gwql-compare-'));
let cluster: ManifestCluster;

beforeAll(async () => {
  cluster = await connectManifests({ name: 'test', paths: [writeCluster(directory, CLUSTER)], freeze: true });
});

afterAll(async () => {
  await cluster.close();
  rmSync(directory, { recursive: true });
});

const COMPARE = `compare(probes: $probes) {
  introduced { code path source { file line } }
  resolved { code path object { kind namespace name } source { line } }
  conditions {
    object { kind name } parentRef { name sectionName } listener type
    before { status reason } after { status reason }
  }
  requests { index before { outcome route { metadata { name } cluster { source } } } after { outcome statusCode route { metadata { name } cluster { source } } } }
}`;

async function compare(change: { apply?: string[]; delete?: object[]; probes?: object[] }) {
  const { data, errors } = await queryClusters({
    clusters: [cluster],
    query: `query ($apply: [String!], $delete: [ObjectKeyInput!], $probes: [RequestSimulationInput!]) {
      whatIf(apply: $apply, delete: $delete) { ${COMPARE} } }`,
    variables: { ...change },
  });
  expect(errors).toBeUndefined();
  return (data as unknown as { whatIf: { compare: object } }).whatIf.compare;
}

const gateway = { namespace: 'infra', name: 'public' };
const probe = (path: string, listenerPort?: number) => ({
  gateway,
  host: 'shop.example.com',
  path,
  listenerPort,
});
const NOTHING = { introduced: [], resolved: [], conditions: [], requests: [] };

it('without changes nothing differs', async () => {
  expect(await compare({ probes: [probe('/')] })).toEqual(NOTHING);
});

it('a deleted Service introduces its finding, and requests fare otherwise', async () => {
  const deleted = { kind: 'Service', namespace: 'shop', name: 'cart' };
  const cart = (source: string) => ({ metadata: { name: 'cart' }, cluster: { source } });
  expect(await compare({ delete: [deleted], probes: [probe('/old'), probe('/x')] })).toEqual({
    introduced: [
      {
        code: 'BACKEND_NOT_FOUND',
        path: 'spec.rules[1].backendRefs[0]',
        source: { file: expect.any(String), line: 25 },
      },
    ],
    resolved: [],
    // ResolvedRefs is false before as well, for the other rule
    conditions: [],
    requests: [
      {
        index: 1,
        before: { outcome: 'FORWARDED', route: cart('MANIFESTS') },
        after: { outcome: 'INVALID_BACKEND', statusCode: 500, route: cart('HYPOTHETICAL') },
      },
    ],
  });
});

it('a created Service resolves the finding and the condition', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: { namespace: shop, name: gone }\nspec: { ports: [{ port: 80 }] }';
  expect(await compare({ apply: [service] })).toEqual({
    ...NOTHING,
    resolved: [
      {
        code: 'BACKEND_NOT_FOUND',
        path: 'spec.rules[0].backendRefs[0]',
        object: { kind: 'HTTPRoute', namespace: 'shop', name: 'cart' },
        source: { line: 24 },
      },
    ],
    conditions: [
      {
        object: { kind: 'HTTPRoute', name: 'cart' },
        parentRef: { name: 'public', sectionName: 'http' },
        listener: null,
        type: 'ResolvedRefs',
        before: { status: 'False', reason: 'BackendNotFound' },
        after: { status: 'True', reason: 'ResolvedRefs' },
      },
    ],
  });
});

it('a rule that moves brings nothing about by that', async () => {
  const route = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: cart }
spec:
  rules:
    - backendRefs: [{ name: cart, port: 80 }]
    - matches: [{ path: { value: /old } }]
      backendRefs: [{ name: gone, port: 80 }]
`;
  expect(await compare({ apply: [route], probes: [probe('/old'), probe('/')] })).toEqual(NOTHING);
});

it('a deleted Gateway takes the conditions about it along, listener by listener', async () => {
  const found = (await compare({
    delete: [{ kind: 'Gateway', namespace: 'infra', name: 'public' }],
    probes: [probe('/')],
  })) as {
    conditions: { object: { kind: string }; listener: string | null; after: unknown }[];
    requests: object[];
  };
  expect(found.conditions.every(({ after }) => after === null)).toBe(true);
  const about = found.conditions.map(({ object, listener }) => `${object.kind} ${listener ?? ''}`);
  expect(new Set(about)).toEqual(new Set(['Gateway ', 'Gateway http', 'Gateway spare', 'HTTPRoute ']));
  expect(found).toMatchObject({
    introduced: [{ code: 'PARENT_NOT_FOUND', path: 'spec.parentRefs[0]' }],
    requests: [{ index: 0, after: { outcome: 'NO_LISTENER', route: null } }],
  });
});

it('is refused outside of whatIf, and for too many probes', async () => {
  const ask = async (query: string, probes: object[] = []) => {
    const { errors } = await queryClusters({ clusters: [cluster], query, variables: { probes } });
    return errors?.map(({ message, extensions }) => [extensions?.['code'], message]);
  };
  expect(await ask('{ compare { introduced { code } } }')).toEqual([
    [
      'BAD_USER_INPUT',
      'compare: nothing was supposed here; ask for it inside whatIf(apply: ..., delete: ...)',
    ],
  ]);
  const many = Array.from({ length: 101 }, () => probe('/'));
  const query =
    'query ($probes: [RequestSimulationInput!]) { whatIf { compare(probes: $probes) { introduced { code } } } }';
  expect(await ask(query, many)).toEqual([['BAD_USER_INPUT', 'probes: there may be 100 at most']]);
});
