import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../support/api-objects.ts';
import { liveCluster } from '../support/live-cluster.ts';
import { queryClusters, queryManifests } from '../support/query-manifests.ts';

const DEMO = join(import.meta.dirname, '..', '..', 'examples', 'demo');

const askDemo = (query: string) => queryManifests({ manifests: [DEMO], query });

async function messageOf(query: string): Promise<string | undefined> {
  const { errors } = await askDemo(query);
  expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  return errors?.[0]?.message;
}

describe('the arguments of a topology', () => {
  it('name the root as people write it', async () => {
    const { data, errors } = await askDemo(`{
      full: topology(root: { kind: "Gateway", namespace: "legacy", name: "old" }) { nodes { title } }
      inNamespace: topology(namespace: "legacy", root: { kind: "Gateway", name: "old" }) { nodes { title } }
      service: topology(root: { kind: "Service", namespace: "legacy", name: "ledger" }, depth: 0) { nodes { title } }
      class: topology(root: { kind: "GatewayClass", name: "demo-tuned" }) { nodes { title } }
    }`);
    expect(errors).toBeUndefined();
    const old = { nodes: [{ title: 'retired' }, { title: 'old' }, { title: 'http' }] };
    expect(data).toMatchObject({ full: old, inNamespace: old, class: { nodes: [{ title: 'demo-tuned' }] } });
    expect(data?.['service']).toMatchObject({
      nodes: [{ title: 'ledger' }, { title: 'port 80' }, { title: 'ledger-retries' }],
    });
  });

  it('are refused with a word on what to write', async () => {
    expect(await messageOf('{ topology(root: { name: "x" }) { truncated } }')).toBe(
      'root: name the kind, such as Gateway',
    );
    expect(await messageOf('{ topology(root: { kind: "Gateway", name: "x" }) { truncated } }')).toBe(
      'root: a Gateway is in a namespace: name it',
    );
    expect(await messageOf('{ topology(root: { kind: "Lamp", name: "x" }) { truncated } }')).toMatch(
      /^root: name the group of "Lamp"; without one, kinds are HTTPRoute, /,
    );
    expect(await messageOf('{ topology(depth: -1) { truncated } }')).toBe('depth: at least 0');
  });

  it('name a root that is not there: that is no error', async () => {
    const query = '{ topology(root: { kind: "Gateway", namespace: "infra", name: "nobody" }) { truncated } }';
    expect(await askDemo(query)).toMatchObject({ data: { topology: null } });
  });
});

function nodesIn(data: unknown): readonly { readonly type: string }[] {
  return (data as { topology: { nodes: { type: string }[] } }).topology.nodes;
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

const routeTo = (name: string): JsonObject => ({
  ...httpRoute('shop', `to-${name}`),
  spec: {
    parentRefs: [{ namespace: 'infra', name: 'public' }],
    rules: [{ backendRefs: [{ name, port: 80 }] }],
  },
});

const CLUSTER = [gatewayClass('c'), GATEWAY, routeTo('cart'), routeTo('gone'), service('shop', 'cart')];

describe('a topology of a live cluster', () => {
  it('shows what the caller may not read the same whether it is there or not', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ groups: ['gateway.networking.k8s.io'] }],
    });
    live.double.add(...CLUSTER);
    const { data, errors } = await queryClusters({
      clusters: [live.cluster],
      query: '{ topology { nodes { title type state health object { id } } } }',
    });
    expect(errors).toBeUndefined();
    const backends = nodesIn(data).filter(({ type }) => type === 'BACKEND');
    const hidden = { type: 'BACKEND', state: 'HIDDEN', health: 'UNKNOWN', object: null };
    expect(backends).toEqual([
      { title: 'cart', ...hidden },
      { title: 'gone', ...hidden },
    ]);
  });

  it('is an error for a root that the caller may not read', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ resources: ['httproutes'] }],
    });
    live.double.add(...CLUSTER);
    const { data, errors } = await queryClusters({
      clusters: [live.cluster],
      query: '{ topology(root: { kind: "Gateway", namespace: "infra", name: "public" }) { truncated } }',
    });
    expect(data).toEqual({ topology: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
  });

  it.each([
    ['everything', ''],
    ['what is around a Gateway', '(root: { kind: "Gateway", namespace: "infra", name: "public" })'],
  ])('reads few times for %s, however many routes and Services there are', async (_, args) => {
    const live = await liveCluster();
    const sound = Array.from({ length: 60 }, (_each, index) => ({
      team: `team-${index % 3}`,
      name: `s${index}`,
    }));
    const routes = sound.map(({ team, name }) => ({ ...routeTo(name), metadata: { namespace: team, name } }));
    live.double.add(...CLUSTER, ...sound.map(({ team, name }) => service(team, name)), ...routes);
    const { data, errors } = await queryClusters({
      clusters: [live.cluster],
      query: `{ topology${args} { nodes { type health } } }`,
    });
    expect(errors).toBeUndefined();
    expect(nodesIn(data).length).toBeGreaterThan(240);
    expect(live.double.requests.length).toBeLessThan(60);
  });
});
