import { describe, expect, it } from 'vitest';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../support/api-objects.ts';
import { crdObject } from '../support/api-server-double/crd-objects.ts';
import { type LiveCluster, liveCluster } from '../support/live-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';

const GROUP = 'policy.example.com';

function policyCrd(kind: string, plural: string, label: string): JsonObject {
  const crd = crdObject({ group: GROUP, kind, plural, namespaced: true, versions: ['v1'] });
  const labels = { 'gateway.networking.k8s.io/policy': label };
  return { ...crd, metadata: { ...asObject(crd['metadata']), labels } };
}

function policy(kind: string, name: string, spec: JsonObject): JsonObject {
  const targetRefs = [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'public' }];
  const metadata = { namespace: 'infra', name };
  return { apiVersion: `${GROUP}/v1`, kind, metadata, spec: { targetRefs, ...spec } };
}

const GATEWAY: JsonObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'infra', name: 'public' },
  spec: {
    gatewayClassName: 'c',
    listeners: [{ name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
};

const CLUSTER = [
  policyCrd('RatePolicy', 'ratepolicies', 'Inherited'),
  // Nothing but the label says that this is a policy.
  policyCrd('Logging', 'loggings', 'Inherited'),
  gatewayClass('c'),
  GATEWAY,
  {
    ...httpRoute('shop', 'cart'),
    spec: {
      parentRefs: [{ namespace: 'infra', name: 'public' }],
      rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }],
    },
  },
  service('shop', 'cart'),
  policy('RatePolicy', 'rate', { overrides: { limit: 10 } }),
  policy('Logging', 'log', { level: 'debug' }),
];

const QUESTION = `{
  httpRoute(namespace: "shop", name: "cart") {
    metadata { name }
    policies(inherited: true) { policyKey { kind name } policy { __typename } accepted { reason } }
    effectivePolicies { nodes { kind spec } }
  }
  findings { totalCount }
}`;

async function ask({ cluster }: LiveCluster, query = QUESTION) {
  return await queryClusters({ clusters: [cluster], query });
}

const RATE = {
  policyKey: { kind: 'RatePolicy', name: 'rate' },
  policy: { __typename: 'GenericKubernetesObject' },
  accepted: { reason: 'Accepted' },
};
const LOG = { ...RATE, policyKey: { kind: 'Logging', name: 'log' } };

/** May not list the kinds of which the plurals are given. */
const without = (...plurals: readonly string[]) => {
  const allowed = ['ratepolicies', 'loggings'].filter((plural) => !plurals.includes(plural));
  const groups = [
    '',
    'gateway.networking.k8s.io',
    'gateway.networking.x-k8s.io',
    'discovery.k8s.io',
    'apiextensions.k8s.io',
  ];
  return {
    users: [{ name: 'dev', tokens: ['dev-token'] }],
    user: { token: 'dev-token' },
    rules: [{ groups }, { groups: [GROUP], resources: allowed }],
  };
};

describe('policies of a live cluster', () => {
  it('are of every kind whose CRD carries the label', async () => {
    const live = await liveCluster();
    live.double.add(...CLUSTER);
    const { data, errors } = await ask(live);
    expect(errors).toBeUndefined();
    expect(data?.['httpRoute']).toMatchObject({
      policies: [LOG, RATE],
      effectivePolicies: {
        nodes: [
          { kind: 'Logging', spec: { level: 'debug' } },
          { kind: 'RatePolicy', spec: { limit: 10 } },
        ],
      },
    });
    for (const plural of ['ratepolicies', 'loggings'])
      expect(live.double.requestsFor(plural)).toHaveLength(1);
  });

  it('are held in memory by the watch cache', async () => {
    const live = await liveCluster({ connect: { cache: 'shared' } });
    live.double.add(...CLUSTER);
    await expect
      .poll(async () => (await ask(live)).data?.['httpRoute'], { timeout: 10_000 })
      .toMatchObject({
        policies: [LOG, RATE],
      });
    const resources = await ask(live, '{ resources { kind synced } }');
    expect(resources.data?.['resources']).toContainEqual({ kind: 'RatePolicy', synced: true });
  });

  it('that may not be listed are left out, and named as hidden', async () => {
    const live = await liveCluster(without('loggings'));
    live.double.add(...CLUSTER);
    const { data, errors, extensions } = await ask(live);
    expect(errors).toBeUndefined();
    expect(data?.['httpRoute']).toMatchObject({
      policies: [RATE],
      effectivePolicies: { nodes: [{ kind: 'RatePolicy' }] },
    });
    expect(extensions?.['cluster']).toMatchObject({
      // This caller may list Namespaces, and so be told where.
      hidden: [
        { group: GROUP, kind: 'Logging', scope: '*' },
        { group: GROUP, kind: 'Logging', scope: 'shop' },
        { group: GROUP, kind: 'Logging', scope: 'infra' },
      ],
    });
  });

  it('that could not be listed make the field null, and nothing else', async () => {
    const live = await liveCluster();
    live.double.add(...CLUSTER);
    live.double.fail({ path: /\/loggings$/ }, { with: 500 });
    const { data, errors } = await ask(live, QUESTION.replace('findings { totalCount }', ''));
    expect(data?.['httpRoute']).toEqual({
      metadata: { name: 'cart' },
      policies: null,
      effectivePolicies: null,
    });
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([
      'CLUSTER_UNAVAILABLE',
      'CLUSTER_UNAVAILABLE',
    ]);
  });

  it('are asked for by kind, and a kind that is none is told', async () => {
    const live = await liveCluster();
    live.double.add(...CLUSTER);
    const effective = (kinds: string) =>
      ask(
        live,
        `{ gateway(namespace: "infra", name: "public") { effectivePolicies(kinds: ${kinds}) { nodes { kind } } } }`,
      );
    expect((await effective('["RatePolicy"]')).data?.['gateway']).toEqual({
      effectivePolicies: { nodes: [{ kind: 'RatePolicy' }] },
    });
    const { errors } = await effective('["Service"]');
    expect(errors?.[0]?.message).toBe(
      'kinds: "Service" is no kind of policy here; there are BackendTLSPolicy, XBackendTrafficPolicy, Logging, RatePolicy',
    );
  });
});
