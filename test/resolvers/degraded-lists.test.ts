import { describe, expect, it } from 'vitest';
import { kindTable } from '../../src/generated/kind-table.ts';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../support/api-objects.ts';
import { liveCluster } from '../support/live-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';

const CLUSTER: readonly JsonObject[] = [
  gatewayClass('c'),
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'infra' } },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { namespace: 'infra', name: 'public' },
    spec: { gatewayClassName: 'c', listeners: [{ name: 'web', port: 80, protocol: 'HTTP' }] },
  },
  {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'ReferenceGrant',
    metadata: { namespace: 'infra', name: 'g' },
    spec: {
      from: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop' }],
      to: [{ group: '', kind: 'Service' }],
    },
  },
  service('infra', 'cart'),
  httpRoute('infra', 'cart'),
];

/** The whole answer to a query while one list of the API server fails or is forbidden. */
async function askWithout(plural: string, status: number, query: string) {
  const { cluster, double } = await liveCluster();
  double.add(...CLUSTER);
  double.fail({ path: new RegExp(`/${plural}$`) }, { with: status });
  return await queryClusters({ clusters: [cluster], query });
}

const LISTS = kindTable.flatMap(({ listField, plural }) =>
  listField === undefined ? [] : [[listField, plural] as const],
);

/** Field of an object, and the list that it cannot do without. */
const RELATIONS: readonly (readonly [object: string, relation: string, plural: string])[] = [
  ['gatewayClass(name: "c")', 'gateways { totalCount }', 'gateways'],
  ['gateway(namespace: "infra", name: "public")', 'listenerSets { totalCount }', 'listenersets'],
  ['gateway(namespace: "infra", name: "public")', 'routes { totalCount }', 'grpcroutes'],
  ['gateway(namespace: "infra", name: "public")', 'referencedBy { totalCount }', 'httproutes'],
  ['gateway(namespace: "infra", name: "public")', 'policies { path }', 'backendtlspolicies'],
  ['gateway(namespace: "infra", name: "public")', 'effectivePolicies { totalCount }', 'backendtlspolicies'],
  ['service(namespace: "infra", name: "cart")', 'routes { totalCount }', 'tlsroutes'],
  ['service(namespace: "infra", name: "cart")', 'endpointSlices { totalCount }', 'endpointslices'],
  ['service(namespace: "infra", name: "cart")', 'urls', 'httproutes'],
  ['namespace(name: "infra")', 'gateways { totalCount }', 'gateways'],
  ['namespace(name: "infra")', 'routes { totalCount }', 'udproutes'],
  ['namespace(name: "infra")', 'services { totalCount }', 'services'],
  ['referenceGrant(namespace: "infra", name: "g")', 'permits { path }', 'httproutes'],
];

describe('a list that fails', () => {
  it.each(LISTS)('makes %s null with an error, and everything else is served', async (field, plural) => {
    const { data, errors } = await askWithout(plural, 500, `{ name ${field} { totalCount } }`);
    expect(data).toEqual({ name: 'double', [field]: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [[field], 'CLUSTER_UNAVAILABLE'],
    ]);
  });

  it.each(RELATIONS)('makes a relation of %s null: %s', async (object, relation, plural) => {
    const { data, errors } = await askWithout(
      plural,
      500,
      `{ object: ${object} { metadata { name } relation: ${relation} } }`,
    );
    expect(asObject(data?.['object'])).toMatchObject({
      metadata: { name: expect.any(String) },
      relation: null,
    });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.['code']])).toEqual([
      [['object', 'relation'], 'CLUSTER_UNAVAILABLE'],
    ]);
  });

  it('makes routes and findings null, and nothing else', async () => {
    const { data, errors } = await askWithout(
      'httproutes',
      500,
      '{ name routes { totalCount } findings { totalCount } }',
    );
    expect(data).toEqual({ name: 'double', routes: null, findings: null });
    expect(errors).toHaveLength(2);
  });
});

describe('a list that is forbidden', () => {
  it.each(LISTS)('makes %s null, and is named as hidden', async (field, plural) => {
    const { data, errors, extensions } = await askWithout(plural, 403, `{ name ${field} { totalCount } }`);
    expect(data).toEqual({ name: 'double', [field]: null });
    expect(errors?.map((error) => error.extensions?.['code'])).toEqual(['FORBIDDEN']);
    const { kind, group } = kindTable.find((row) => row.plural === plural) ?? {};
    expect(extensions?.['cluster']).toMatchObject({ hidden: [{ group, kind, scope: '*' }] });
  });
});
