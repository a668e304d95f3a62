import { expect, test } from 'vitest';
import type { Json } from '../../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../../support/api-objects.ts';
import { gatedCluster } from '../../support/gated-cluster.ts';
import { queryClusters } from '../../support/query-manifests.ts';

const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'infra', name: 'public' },
  spec: {
    gatewayClassName: 'class',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
};

function route(namespace: string, name: string, host: string) {
  const spec = {
    parentRefs: [{ group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'public' }],
    hostnames: [host],
    rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
  };
  return { ...httpRoute(namespace, name), spec };
}

const objects = [
  gatewayClass('class'),
  GATEWAY,
  route('shop', 'web', 'shop.example.com'),
  service('shop', 'web'),
  route('vault', 'gold', 'vault.example.com'),
  service('vault', 'web'),
];

const users = ['all', 'infra', 'shop'].map((name) => ({ name, tokens: [name] }));
const cluster = { resources: ['gatewayclasses', 'namespaces'], verbs: ['list', 'get'] };
const rules = [
  { users: ['all'] },
  { users: ['infra'], ...cluster },
  { users: ['infra'], verbs: ['list', 'get'], namespaces: ['infra', 'shop'] },
  { users: ['shop'], verbs: ['list', 'get'], namespaces: ['shop'] },
];

const QUERY = `{
  gateway(namespace: "infra", name: "public") { computedStatus { incomplete listeners { attachedRoutes } } routes { totalCount } }
  httpRoute(namespace: "shop", name: "web") { computedStatus { incomplete parents { attached conditions { type status reason } } } }
  shop: simulateRequest(input: { gateway: { namespace: "infra", name: "public" }, host: "shop.example.com" }) { outcome incomplete }
  vault: simulateRequest(input: { gateway: { namespace: "infra", name: "public" }, host: "vault.example.com" }) { outcome incomplete }
  topology { incomplete }
}`;

/** A release that knows no other kind of route, so that routes of one namespace are all that is missing. */
async function asked(name: string): Promise<Json> {
  const gated = await gatedCluster({ serves: 'v1.0.0-standard', users, rules, objects });
  const credentials = { bearerToken: name };
  await gated.cluster.admit?.(credentials);
  const { data } = await queryClusters({ clusters: [gated.cluster], query: QUERY, credentials });
  return JSON.parse(JSON.stringify(data)) as Json;
}

const ACCEPTED = [
  { type: 'Accepted', status: 'True', reason: 'Accepted' },
  { type: 'ResolvedRefs', status: 'True', reason: 'ResolvedRefs' },
];

test('who may see everything is told everything', async () => {
  expect(await asked('all')).toEqual({
    gateway: {
      computedStatus: { incomplete: false, listeners: [{ attachedRoutes: 2 }] },
      routes: { totalCount: 2 },
    },
    httpRoute: { computedStatus: { incomplete: false, parents: [{ attached: true, conditions: ACCEPTED }] } },
    shop: { outcome: 'FORWARDED', incomplete: false },
    vault: { outcome: 'FORWARDED', incomplete: false },
    topology: { incomplete: false },
  });
});

test('what is counted over routes of which some are hidden says that it is incomplete', async () => {
  expect(await asked('infra')).toMatchObject({
    gateway: {
      computedStatus: { incomplete: true, listeners: [{ attachedRoutes: 1 }] },
      routes: { totalCount: 1 },
    },
    httpRoute: { computedStatus: { incomplete: false, parents: [{ attached: true, conditions: ACCEPTED }] } },
    shop: { outcome: 'FORWARDED', incomplete: true },
    vault: { outcome: 'NO_ROUTE', incomplete: true },
    topology: { incomplete: true },
  });
});

test('a route whose Gateway is hidden may be attached or not, for all that its owner can know', async () => {
  const answer = await asked('shop');
  expect(answer).toMatchObject({
    gateway: null,
    httpRoute: { computedStatus: { incomplete: true, parents: [{ attached: null }] } },
    shop: null,
    vault: null,
    topology: { incomplete: true },
  });
  expect(JSON.stringify(answer)).toContain('{"type":"Accepted","status":"Unknown","reason":"Forbidden"}');
});
