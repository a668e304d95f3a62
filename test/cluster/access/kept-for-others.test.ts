import { expect, test } from 'vitest';
import { suppose } from '../../../src/cluster/hypothetical/suppose.ts';
import { ClusterView } from '../../../src/context/cluster-view.ts';
import { RequestContext } from '../../../src/context/request-context.ts';
import { SiteIndex } from '../../../src/context/site-index.ts';
import { compilePattern } from '../../../src/execution/compile-pattern.ts';
import { findingsFacet } from '../../../src/gatewayapi/filters/findings-facet.ts';
import { referenceTable } from '../../../src/generated/reference-table.ts';
import type { ConnectedCluster, Credentials } from '../../../src/kube/connected-cluster.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { IndexCache } from '../../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../../src/loaders/route-index-cache.ts';
import { gatewayClass, httpRoute } from '../../support/api-objects.ts';
import type { Rule } from '../../support/api-server-double/authorization.ts';
import { selfSigned } from '../../support/certificates.ts';
import { gatedCluster } from '../../support/gated-cluster.ts';
import { queryClusters, queryMemory } from '../../support/query-manifests.ts';

const GROUP = 'gateway.networking.k8s.io';
const ANN = { name: 'ann', tokens: ['token-of-ann'] };
const BEN = { name: 'ben', tokens: ['token-of-ben'] };

const certificate = selfSigned({ cn: 'shop.example.com', dnsNames: ['shop.example.com'] });
const base64 = (text: string) => Buffer.from(text).toString('base64');

const secured: readonly JsonObject[] = [
  gatewayClass('class'),
  {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'shop', name: 'tls' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(certificate.cert), 'tls.key': base64(certificate.key) },
  },
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'Gateway',
    metadata: { namespace: 'shop', name: 'public' },
    spec: {
      gatewayClassName: 'class',
      listeners: [
        { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'tls' }] } },
      ],
    },
  },
];

test('what a filter has learnt from a Secret is not kept for the next query', async () => {
  const rules = [{ users: ['ann'] }];
  const { cluster, open } = await gatedCluster({ users: [ANN], rules, objects: secured });
  await cluster.admit?.({ bearerToken: 'token-of-ann' });
  const indexes = new IndexCache();
  for (const _ of ['first', 'again']) {
    const view = new ClusterView(cluster, open('token-of-ann'), indexes);
    const gateways = await view.list({ group: GROUP, kind: 'Gateway' });
    if (gateways.state !== 'listed') throw new Error('no Gateways');
    await view.facetTable(findingsFacet, gateways.objects);
    expect(view.readsBeyondSnapshot).toBe(true);
  }
});

test('an answer about an object that is in no cache is not told again', async () => {
  const group = 'apiextensions.k8s.io';
  const key = { group, kind: 'CustomResourceDefinition', name: `httproutes.${GROUP}` };
  const { cluster, open } = await gatedCluster({ users: [ANN], rules: [{ users: ['ann'] }] });
  await cluster.admit?.({ bearerToken: 'token-of-ann' });
  const reader = open('token-of-ann');
  const view = new ClusterView(cluster, reader, new IndexCache());
  expect(reader.audience).toBeDefined();
  await view.object({ group: GROUP, kind: 'HTTPRoute', namespace: 'shop', name: 'cart' });
  expect(view.readsBeyondSnapshot).toBe(false);
  expect(await view.object(key)).toMatchObject({ state: 'found' });
  expect(view.readsBeyondSnapshot).toBe(true);
});

test('an answer that is kept is told no more once a right is gone, though nothing else has changed', async () => {
  const all: Rule = { users: ['ann'] };
  const { cluster, double, runtime } = await gatedCluster({ users: [ANN, BEN], rules: [all] });
  const contextOf = async (bearerToken: string) => {
    await cluster.admit?.({ bearerToken });
    return contextOver(cluster, { bearerToken });
  };
  const first = await contextOf('token-of-ann');
  await first.view()?.list({ group: GROUP, kind: 'HTTPRoute' });
  const moments = first.moments() ?? [];
  expect(moments).toHaveLength(1);
  expect((await contextOf('token-of-ann')).sees(moments)).toBe(true);
  expect((await contextOf('token-of-ben')).sees(moments)).toBe(false);
  double.rules = double.rules?.filter((rule) => rule.users?.[0] !== 'ann');
  // less than a minute, so that what is served is not looked up again in the meantime
  await runtime.advance(31_000);
  expect((await contextOf('token-of-ann')).sees(moments)).toBe(false);
});

test('what changes would bring about does not depend on who has asked before', async () => {
  const inShop: Rule = { users: ['ben'], verbs: ['list', 'get'], namespaces: ['shop'] };
  const gated = await gatedCluster({
    users: [ANN, BEN],
    rules: [inShop, { users: ['ann'], verbs: ['get'], resources: ['gateways'] }],
    objects: [...secured, { ...httpRoute('shop', 'cart'), spec: { parentRefs: [{ name: 'public' }] } }],
  });
  const query = `{ whatIf(delete: [{ group: "${GROUP}", kind: "Gateway", namespace: "shop", name: "public" }]) {
    compare { conditions { object { kind name } type } } } }`;
  const ask = async (token: string, memory = queryMemory()) => {
    const credentials = { bearerToken: token };
    await gated.cluster.admit?.(credentials);
    return await queryClusters({ clusters: [gated.cluster], query, credentials, memory });
  };
  const alone = await ask('token-of-ben');
  expect(JSON.stringify(alone.data)).toContain('HTTPRoute');
  const memory = queryMemory();
  await ask('token-of-ann', memory);
  expect((await ask('token-of-ben', memory)).data).toEqual(alone.data);
});

function contextOver(cluster: ConnectedCluster, credentials: Credentials): RequestContext {
  const services = {
    clusters: [cluster],
    sites: new SiteIndex(referenceTable),
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    now: () => 0,
    printYaml: String,
  };
  return new RequestContext(services, { credentials });
}
