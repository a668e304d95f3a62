import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCachedKind } from '../../../src/cluster/watch/is-cached-kind.ts';
import { createExecutor } from '../../../src/execution/create-executor.ts';
import type { ConnectedCluster } from '../../../src/kube/connected-cluster.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import type { Rule } from '../../support/api-server-double/authorization.ts';
import { clusters } from '../../support/cluster-arbitrary.ts';
import { type GatedCluster, gatedCluster } from '../../support/gated-cluster.ts';
import { passThrough } from '../../support/pass-through.ts';
import { queryClusters, queryMemory } from '../../support/query-manifests.ts';
import { LEAK_QUERIES } from './leak-queries.ts';

const NAMESPACES = ['default', 'kube-system', 'ns1', 'ns2'];
const GROUPS = ['', 'gateway.networking.k8s.io', 'gateway.networking.x-k8s.io', 'discovery.k8s.io'];
const RESOURCES = [
  'httproutes',
  'grpcroutes',
  'tlsroutes',
  'tcproutes',
  'udproutes',
  'gateways',
  'gatewayclasses',
  'listenersets',
  'referencegrants',
  'backendtlspolicies',
  'services',
  'namespaces',
  'secrets',
  'endpointslices',
  'customresourcedefinitions',
];

const some = (values: readonly string[], most: number) =>
  fc.subarray([...values], { minLength: 1, maxLength: most });

/** Rights of one user: on few kinds or all, in few namespaces or all, of named objects or all. */
const rights = fc.array(
  fc.record(
    {
      verbs: fc.constantFrom(['list', 'get'], ['list'], ['get']),
      groups: some(GROUPS, 3),
      resources: some(RESOURCES, 6),
      namespaces: some(['ns1', 'ns2'], 1),
      names: some(['a', 'b', 'class', 'ns1'], 2),
    },
    { requiredKeys: ['verbs'] },
  ),
  { maxLength: 4 },
);

/** Keeps what it has made of a query. */
const executor = createExecutor('compiled');

const CLUSTERS = 40;
const CALLERS = 25;

interface Caller {
  readonly token: string;
  readonly rules: readonly Rule[];
}

/** The answer without what depends on where it came from, and in an order that does not depend on time. */
function comparable(answer: Awaited<ReturnType<typeof queryClusters>>): unknown {
  const { data, errors = [], extensions } = answer;
  const { hidden } = (extensions?.['cluster'] ?? {}) as Readonly<Record<string, readonly unknown[]>>;
  const text = (value: unknown) => JSON.stringify(value);
  return JSON.parse(
    JSON.stringify({
      data,
      errors: errors
        .map(({ message, path, extensions: more }) => ({ message, path, more }))
        .sort((a, b) => (text(a) < text(b) ? -1 : 1)),
      hidden: hidden?.map(text).sort(),
    }),
  );
}

/** Namespaces first: the double makes those that an object is in. */
function inOrder(objects: readonly RawObject[]): readonly RawObject[] {
  return objects.toSorted((a, b) => Number(b.kind === 'Namespace') - Number(a.kind === 'Namespace'));
}

async function compareAll(
  gated: GatedCluster,
  callers: readonly Caller[],
  memory: ReturnType<typeof queryMemory>,
) {
  for (const { token, rules } of callers) {
    const credentials = { bearerToken: token };
    await gated.cluster.admit?.(credentials);
    const reader = gated.direct({ credentials });
    const openReader = passThrough({ direct: reader, namespaces: NAMESPACES, isHeld: isCachedKind });
    const direct: ConnectedCluster = { ...gated.cluster, openReader };
    const now = Date.parse('2026-11-24T00:00:00Z');
    for (const [name, query] of Object.entries(LEAK_QUERIES)) {
      const [shared, own] = await Promise.all([
        queryClusters({ clusters: [gated.cluster], query, credentials, memory, now, executor }),
        queryClusters({ clusters: [direct], query, credentials, now, executor }),
      ]);
      const what = `${name} for ${JSON.stringify(rules)}`;
      expect(comparable(shared), what).toEqual(comparable(own));
    }
  }
}

test('every answer from the shared cache is the one that the caller could have got without it', async () => {
  let rounds = 0;
  await fc.assert(
    fc.asyncProperty(
      clusters,
      fc.array(rights, { minLength: CALLERS, maxLength: CALLERS }),
      async (objects, all) => {
        const callers = all.map((rules, index) => ({
          token: `token-${index}`,
          rules: rules.map((rule) => ({ ...rule, users: [`user-${index}`] })),
        }));
        const gated = await gatedCluster({
          objects: inOrder(objects),
          users: callers.map(({ token }, index) => ({ name: `user-${index}`, tokens: [token] })),
          rules: callers.flatMap(({ rules }) => rules),
        });
        const memory = queryMemory();
        await compareAll(gated, callers, memory);
        await gated.close();
        rounds += callers.length;
      },
    ),
    { numRuns: CLUSTERS, endOnFailure: true },
  );
  expect(rounds).toBe(CLUSTERS * CALLERS);
}, 600_000);
