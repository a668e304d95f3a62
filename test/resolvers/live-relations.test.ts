import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../support/api-objects.ts';
import { liveCluster } from '../support/live-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';

type Live = Awaited<ReturnType<typeof liveCluster>>;

const GATEWAY: JsonObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'infra', name: 'public' },
  spec: {
    gatewayClassName: 'c',
    listeners: [{ name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
};

function routes(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    ...httpRoute(`team-${index % 4}`, `route-${index}`),
    spec: {
      parentRefs: [{ namespace: 'infra', name: 'public' }],
      hostnames: [`h${index}.example.com`],
      rules: [{ backendRefs: [{ name: index % 5 === 0 ? 'gone' : 'cart', port: 80 }] }],
    },
  }));
}

const CLUSTER = [
  gatewayClass('c'),
  GATEWAY,
  ...routes(40),
  ...[0, 1, 2, 3].map((team) => service(`team-${team}`, 'cart')),
];

async function ask({ cluster }: Live, query: string) {
  return await queryClusters({ clusters: [cluster], query });
}

function lists({ double }: Live, plural: string): string[] {
  const calls = double.requests.map(({ method, path }) => `${method} ${path}`);
  return calls.filter((call) => new RegExp(`/${plural}(\\?|$)`).test(call));
}

/** May read everything but what `rules` leave out. */
const restricted = (...rules: readonly { resources?: string[]; groups?: string[]; verbs?: string[] }[]) => ({
  users: [{ name: 'dev', tokens: ['dev-token'] }],
  user: { token: 'dev-token' },
  rules,
});

describe('relations over a live cluster', () => {
  it('list each kind once, however many fields and filters need it', async () => {
    const live = await liveCluster();
    live.double.add(...CLUSTER);
    const answer = await ask(
      live,
      `{
        gateway(namespace: "infra", name: "public") { routes { totalCount } spec { listeners { routes { totalCount } } }
          referencedBy(kinds: ["HTTPRoute"]) { totalCount } }
        services { nodes { routes { totalCount } urls } }
        broken: httpRoutes(where: { reason: BackendNotFound, hostname: "h5.example.com" }) { nodes { metadata { name } } }
        unaccepted: httpRoutes(where: { condition: { type: "ResolvedRefs", status: False } }) { totalCount }
      }`,
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      gateway: {
        routes: { totalCount: 40 },
        spec: { listeners: [{ routes: { totalCount: 40 } }] },
        referencedBy: { totalCount: 40 },
      },
      broken: { nodes: [{ metadata: { name: 'route-5' } }] },
      unaccepted: { totalCount: 8 },
    });
    expect(answer.data?.['services']).toMatchObject({
      nodes: [0, 1, 2, 3].map(() => ({ routes: { totalCount: 8 } })),
    });
    for (const kind of ['httproutes', 'grpcroutes', 'tlsroutes', 'tcproutes', 'udproutes', 'listenersets']) {
      expect(lists(live, kind)).toHaveLength(1);
    }
  });

  it('are null with an error where a list is forbidden; of several kinds those that may be listed are served', async () => {
    const live = await liveCluster(
      restricted({ resources: ['gateways', 'httproutes', 'gatewayclasses', 'services'] }),
    );
    live.double.add(...CLUSTER);
    const answer = await ask(
      live,
      `{
        gateway(namespace: "infra", name: "public") { metadata { name } routes { totalCount } gatewayClass { metadata { name } }
          listenerSets { totalCount } referencedBy { totalCount } http: referencedBy(kinds: ["HTTPRoute"]) { totalCount } }
        routes { totalCount }
        http: routes(where: { kind: "HTTPRoute" }) { totalCount }
        service(namespace: "team-0", name: "cart") { routes { totalCount } urls endpointSlices { totalCount } }
      }`,
    );
    expect(answer.data).toEqual({
      gateway: {
        metadata: { name: 'public' },
        routes: null,
        gatewayClass: { metadata: { name: 'c' } },
        listenerSets: null,
        referencedBy: null,
        http: { totalCount: 40 },
      },
      routes: { totalCount: 40 },
      http: { totalCount: 40 },
      service: { routes: { totalCount: 8 }, urls: null, endpointSlices: null },
    });
    const codes = answer.errors?.map(({ extensions }) => extensions?.['code']);
    expect(codes).toHaveLength(5);
    expect(new Set(codes)).toEqual(new Set(['FORBIDDEN']));
    const hidden = ['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) => ({
      group: 'gateway.networking.k8s.io',
      kind,
      scope: '*',
    }));
    expect(answer.extensions).toMatchObject({ cluster: { hidden: expect.arrayContaining(hidden) } });
  });

  it('of several kinds are null with an error where none of them may be listed', async () => {
    const live = await liveCluster(restricted({ resources: ['gateways'] }));
    live.double.add(...CLUSTER);
    const answer = await ask(live, '{ routes { totalCount } }');
    expect(answer.data).toEqual({ routes: null });
    expect(answer.errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
  });

  it('never say of a hidden Service whether it exists', async () => {
    const live = await liveCluster(restricted({ groups: ['gateway.networking.k8s.io'] }));
    live.double.add(...CLUSTER);
    const { data, errors } = await ask(
      live,
      `{ there: httpRoute(namespace: "team-1", name: "route-1") { backends { resolution { reason referent { id } } } }
         gone: httpRoute(namespace: "team-1", name: "route-5") { backends { resolution { reason referent { id } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.['there']).toEqual(data?.['gone']);
    expect(data?.['there']).toEqual({ backends: [{ resolution: { reason: 'Forbidden', referent: null } }] });
  });

  it('warn of no kind that an older release does not have', async () => {
    const live = await liveCluster({ serves: 'v1.0.0-standard' });
    live.double.add(...CLUSTER);
    const answer = await ask(
      live,
      '{ routes { totalCount } gateway(namespace: "infra", name: "public") { routes { totalCount } referencedBy { totalCount } } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      routes: { totalCount: 40 },
      gateway: { routes: { totalCount: 40 }, referencedBy: { totalCount: 40 } },
    });
    expect(answer.extensions).toMatchObject({ cluster: { warnings: [] } });
  });
});
