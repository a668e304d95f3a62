import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/kube/json.ts';
import { httpRoute, secret, service } from '../support/api-objects.ts';
import { liveCluster } from '../support/live-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';

type Live = Awaited<ReturnType<typeof liveCluster>>;

const NAMESPACES = ['ns0', 'ns1', 'ns2', 'ns3', 'ns4'];

function routeTo(namespace: string, name: string, backendRefs: readonly JsonObject[]): JsonObject {
  const parentRefs = [{ name: 'public', namespace: 'ns0', sectionName: 'web' }];
  return { ...httpRoute(namespace, name), spec: { parentRefs, rules: [{ backendRefs }] } };
}

/** 100 routes, each with two backends at home and one in the next namespace, which grants it. */
function bigCluster(): JsonObject[] {
  const gateway = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: 'ns0', name: 'public' },
    spec: { gatewayClassName: 'c', listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] },
  };
  const grants = NAMESPACES.map((namespace) => ({
    apiVersion: 'gateway.networking.k8s.io/v1beta1',
    kind: 'ReferenceGrant',
    metadata: { namespace, name: 'all' },
    spec: {
      from: NAMESPACES.map((from) => ({
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        namespace: from,
      })),
      to: [{ group: '', kind: 'Service' }],
    },
  }));
  const routes = Array.from({ length: 100 }, (_, index) => {
    const namespace = NAMESPACES[index % 5] ?? '';
    const other = NAMESPACES[(index + 1) % 5] ?? '';
    return routeTo(namespace, `route-${index}`, [
      { name: `svc-${index % 7}`, port: 80 },
      { name: `svc-${index % 3}`, port: 80 },
      { name: `svc-${index % 4}`, port: 80, namespace: other },
    ]);
  });
  const services = NAMESPACES.flatMap((namespace) =>
    Array.from({ length: 7 }, (_, index) => service(namespace, `svc-${index}`)),
  );
  return [gateway, ...grants, ...routes, ...services];
}

const ALL = `{ httpRoutes { nodes { spec {
  parentRefs { resolution { reason } }
  rules { backendRefs { resolution { reason permittedBy { metadata { name } } } again: resolution { message } } } } } } }`;

async function ask({ cluster }: Live, query: string) {
  return await queryClusters({ clusters: [cluster], query });
}

function reasonsIn(data: unknown): string[] {
  return [...JSON.stringify(data).matchAll(/"reason":"(\w+)"/g)].map(([, reason]) => reason ?? '');
}

/** `GET /api/v1/namespaces/ns0/services`: what an execution asked for, discovery aside. */
function reads({ double }: Live): string[] {
  return double.requests
    .map(({ method, path }) => `${method} ${path}`)
    .filter((line) =>
      /\/(namespaces\/[^/]+\/)?(httproutes|gateways|services|referencegrants|backendtlspolicies|secrets|configmaps|endpointslices)/.test(
        line,
      ),
    );
}

describe('a query over a live cluster', () => {
  it('resolves the references of 100 routes with one LIST for each kind and namespace', async () => {
    const live = await liveCluster();
    live.double.add(...bigCluster());
    const answer = await ask(live, ALL);
    expect(answer.errors).toBeUndefined();
    const reasons = reasonsIn(answer.data);
    expect(reasons).toHaveLength(400);
    expect(new Set(reasons)).toEqual(new Set(['ResolvedRefs']));
    const asked = reads(live);
    expect(new Set(asked).size).toBe(asked.length);
    // routes; the Gateway; and in each of five namespaces Services, grants, BackendTLSPolicies
    expect(asked).toHaveLength(1 + 1 + 5 * 3);
    expect(answer.extensions).toMatchObject({ cluster: { requests: asked.length } });
  });

  it('reads by name, at most 16 at a time, where it may not list', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [
        { verbs: ['get'] },
        { verbs: ['list'], resources: ['httproutes', 'referencegrants', 'backendtlspolicies', 'gateways'] },
      ],
    });
    live.double.add(...bigCluster());
    const answer = await ask(live, ALL);
    expect(new Set(reasonsIn(answer.data))).toEqual(new Set(['ResolvedRefs']));
    const services = reads(live).filter((line) => line.includes('/services'));
    const byName = services.filter((line) => /services\/svc-/.test(line));
    expect(byName).toHaveLength(35);
    expect(new Set(byName).size).toBe(35);
    expect(services.length - byName.length).toBeLessThanOrEqual(5);
  });

  it('reads Secrets by name only, and shows nothing of their data', async () => {
    const live = await liveCluster();
    const gateway = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { namespace: 'ns0', name: 'public' },
      spec: {
        gatewayClassName: 'c',
        listeners: ['a', 'b', 'c'].map((name, index) => ({
          name,
          port: 443 + index,
          protocol: 'HTTPS',
          tls: { certificateRefs: [{ name }, { name }] },
        })),
      },
    };
    live.double.add(
      gateway,
      secret('ns0', 'a', { 'tls.crt': 'hunter2-sentinel', 'tls.key': 'hunter2-sentinel' }),
    );
    const answer = await ask(
      live,
      `{ gateways { nodes { manifest spec { listeners { tls { certificateRefs { kind resolution { reason message
        referent { __typename manifest ... on KubernetesKindSecret { keys type certificates { subject } } } } } } } } } } }`,
    );
    expect(new Set(reasonsIn(answer.data))).toEqual(new Set(['InvalidCertificateRef']));
    const secrets = reads(live).filter((line) => line.includes('/secrets'));
    expect(secrets.sort()).toEqual(
      ['a', 'b', 'c'].map((name) => `GET /api/v1/namespaces/ns0/secrets/${name}`),
    );
    expect(JSON.stringify(answer)).not.toMatch(/hunter2|aHVudGVyMi/);
  });

  it('says Forbidden where the caller may not read, whether the Service exists or not', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ groups: ['gateway.networking.k8s.io'] }],
    });
    live.double.add(
      service('ns0', 'there'),
      routeTo('ns0', 'a', [
        { name: 'there', port: 80 },
        { name: 'gone', port: 80 },
      ]),
    );
    const { data } = await ask(
      live,
      '{ httpRoutes { nodes { spec { rules { backendRefs { resolution { reason message referent { id } } } } } } } }',
    );
    const answers = JSON.stringify(data).replaceAll('there', 'x').replaceAll('gone', 'x');
    expect(reasonsIn(data)).toEqual(['Forbidden', 'Forbidden']);
    expect(answers).toContain('you may not read Service ns0/x');
  });

  it('gives an error, never an empty list, where the list is forbidden', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ resources: ['services'] }],
    });
    const answer = await ask(
      live,
      '{ httpRoutes { totalCount } services { totalCount } httpRoute(namespace: "a", name: "b") { id } }',
    );
    expect(answer.data).toEqual({ httpRoutes: null, services: { totalCount: 0 }, httpRoute: null });
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect(answer.extensions).toMatchObject({ cluster: { hidden: [{ kind: 'HTTPRoute', scope: '*' }] } });
    const named = await ask(live, '{ httpRoutes(namespace: "mine") { totalCount } }');
    expect(named.extensions).toMatchObject({ cluster: { hidden: [{ kind: 'HTTPRoute', scope: 'mine' }] } });
  });

  it('hides where a reference led to that the query did not name, and says only that something is hidden', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ resources: ['httproutes'] }],
    });
    live.double.add(routeTo('mine', 'a', [{ name: 'x', port: 80, namespace: 'vault' }]));
    const backends = '{ spec { rules { backendRefs { resolution { resolved } } } } }';
    const led = await ask(live, `{ httpRoute(namespace: "mine", name: "a") ${backends} }`);
    expect(led.extensions).toMatchObject({ cluster: { hidden: [{ kind: 'ReferenceGrant', scope: '*' }] } });
    expect(JSON.stringify(led.extensions)).not.toContain('vault');
    const named = await ask(
      live,
      `{ httpRoute(namespace: "mine", name: "a") ${backends} services(namespace: "vault") { totalCount } }`,
    );
    expect(JSON.stringify(named.extensions)).toContain('vault');
  });

  it('says where something is hidden to those who may list Namespaces, and asks only where it makes a difference', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ resources: ['httproutes', 'namespaces'] }],
    });
    live.double.add(routeTo('mine', 'a', [{ name: 'x', port: 80, namespace: 'vault' }]));
    const backends = '{ spec { rules { backendRefs { resolution { resolved } } } } }';
    const led = await ask(live, `{ httpRoute(namespace: "mine", name: "a") ${backends} }`);
    // The route, the grants, the Namespaces.
    expect(led.extensions).toMatchObject({
      cluster: { hidden: [{ kind: 'ReferenceGrant', scope: 'vault' }], requests: 3 },
    });
    const asked = () => live.double.requests.filter(({ path }) => path === '/api/v1/namespaces');
    expect(asked()).toHaveLength(1);
    await ask(live, '{ httpRoute(namespace: "mine", name: "a") { id } services { totalCount } }');
    expect(asked()).toHaveLength(1);
  });

  it('gives an empty list and a warning for a kind that is not installed', async () => {
    const live = await liveCluster({ serves: 'v1.0.0-standard' });
    const answer = await ask(live, '{ listenerSets { totalCount nodes { id } } grpcRoutes { totalCount } }');
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      listenerSets: { totalCount: 0, nodes: [] },
      grpcRoutes: { totalCount: 0 },
    });
    expect(answer.extensions).toMatchObject({
      cluster: { warnings: expect.arrayContaining([expect.stringContaining('ListenerSet')]) },
    });
  });

  it('reads GRPCRoutes of a v1.0 cluster, which serves them as v1alpha2 only', async () => {
    const live = await liveCluster({ serves: 'v1.0.0-experimental' });
    live.double.add(service('ns0', 'svc-0'), {
      apiVersion: 'gateway.networking.k8s.io/v1alpha2',
      kind: 'GRPCRoute',
      metadata: { namespace: 'ns0', name: 'g' },
      spec: { rules: [{ backendRefs: [{ name: 'svc-0', port: 80 }] }] },
    });
    const { data } = await ask(
      live,
      '{ grpcRoutes { nodes { apiVersion spec { rules { backendRefs { kind resolution { reason } } } } } } }',
    );
    expect(data).toEqual({
      grpcRoutes: {
        nodes: [
          {
            apiVersion: 'gateway.networking.k8s.io/v1alpha2',
            spec: { rules: [{ backendRefs: [{ kind: 'Service', resolution: { reason: 'ResolvedRefs' } }] }] },
          },
        ],
      },
    });
  });

  it('resolves parents of kinds of older releases, and serves them as generic objects', async () => {
    const live = await liveCluster({ serves: 'v1.4.1-experimental' });
    live.double.add(
      {
        apiVersion: 'gateway.networking.x-k8s.io/v1alpha1',
        kind: 'XListenerSet',
        metadata: { namespace: 'ns0', name: 'set' },
        spec: { parentRef: { name: 'public' }, listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] },
      },
      {
        ...httpRoute('ns0', 'r'),
        spec: {
          parentRefs: [
            { group: 'gateway.networking.x-k8s.io', kind: 'XListenerSet', name: 'set', sectionName: 'web' },
          ],
        },
      },
    );
    const { data } = await ask(
      live,
      '{ httpRoutes { nodes { spec { parentRefs { resolution { reason referent { __typename kind } } } } } } }',
    );
    expect(JSON.stringify(data)).toContain(
      '"resolution":{"reason":"ResolvedRefs","referent":{"__typename":"GenericKubernetesObject","kind":"XListenerSet"}}',
    );
  });

  it('says Unknown, and why, while the API server fails', async () => {
    const live = await liveCluster();
    live.double.add(service('ns0', 'svc-0'), routeTo('ns0', 'r', [{ name: 'svc-0', port: 80 }]));
    live.double.fail({ method: 'GET', path: /\/services/ }, { with: 500 });
    const { data, errors } = await ask(
      live,
      '{ httpRoutes { nodes { spec { rules { backendRefs { resolution { resolved reason message } } } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(reasonsIn(data)).toEqual(['Unknown']);
    expect(JSON.stringify(data)).toContain('could not be read');
  });
});
