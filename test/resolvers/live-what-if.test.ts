import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../support/api-objects.ts';
import { liveCluster } from '../support/live-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';

type Live = Awaited<ReturnType<typeof liveCluster>>;

const OLD: JsonObject = {
  ...httpRoute('shop', 'old'),
  spec: { hostnames: ['a.example'], rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] },
  status: { parents: [] },
};
const route = (name: string, rest: string) =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { namespace: shop, name: ${name}, uid: mine, generation: 99 }\n${rest}`;

async function ask({ cluster }: Live, apply: string, selection: string) {
  const query = `query ($apply: [String!]) { whatIf(apply: $apply) { ${selection} } }`;
  const now = Date.parse('2026-11-23T12:00:00.500Z');
  return await queryClusters({ clusters: [cluster], query, variables: { apply: [apply] }, now });
}

async function shop(options: Parameters<typeof liveCluster>[0] = {}): Promise<Live> {
  const live = await liveCluster(options);
  live.double.add(gatewayClass('c'), OLD, service('shop', 'cart'));
  return live;
}

const META = 'metadata { uid generation creationTimestamp }';

describe('what is applied to a live cluster', () => {
  it('leaves to the API server what it writes, and counts a changed spec as a generation', async () => {
    const text = route(
      'old',
      'spec: { hostnames: [b.example] }\nstatus: { parents: [{ controllerName: me }] }',
    );
    const live = await shop();
    const selection = `httpRoute(namespace: "shop", name: "old") { ${META} spec { hostnames rules { backendRefs { name } } } status { parents { controllerName } } }`;
    const { data, errors } = await ask(live, text, selection);
    expect(errors).toBeUndefined();
    const real = await queryClusters({ clusters: [live.cluster], query: `{ ${selection} }` });
    const { metadata } = (real.data as { httpRoute: { metadata: { generation: number } } }).httpRoute;
    expect(data).toEqual({
      whatIf: {
        httpRoute: {
          metadata: { ...metadata, generation: metadata.generation + 1 },
          spec: { hostnames: ['b.example'], rules: [{ backendRefs: [{ name: 'cart' }] }] },
          status: { parents: [] },
        },
      },
    });
  });

  it('keeps the generation where only a label changes', async () => {
    const text =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { namespace: shop, name: old, labels: { a: b } }';
    const { data } = await ask(
      await shop(),
      text,
      'httpRoute(namespace: "shop", name: "old") { metadata { generation label(key: "a") } }',
    );
    expect(data).toEqual({ whatIf: { httpRoute: { metadata: { generation: 1, label: 'b' } } } });
  });

  it('is as old as the question where it is new', async () => {
    const { data } = await ask(
      await shop(),
      route('new', 'spec: {}'),
      `httpRoute(namespace: "shop", name: "new") { ${META} }`,
    );
    expect(data).toEqual({
      whatIf: {
        httpRoute: { metadata: { uid: null, generation: null, creationTimestamp: '2026-11-23T12:00:00Z' } },
      },
    });
  });

  it.each([
    [
      'apiVersion: acme.example/v1\nkind: Gadget\nmetadata: { namespace: shop, name: x }',
      'does not serve Gadget.acme.example',
    ],
    [
      'apiVersion: gateway.networking.k8s.io/v9\nkind: HTTPRoute\nmetadata: { namespace: shop, name: x }',
      'does not serve HTTPRoute in gateway.networking.k8s.io/v9; it serves',
    ],
  ])('is refused where the cluster would refuse it', async (text, words) => {
    const { data, errors } = await ask(await shop(), text, 'name');
    expect(data).toEqual({ whatIf: null });
    expect(errors?.[0]?.message).toContain(words);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', index: 0 });
  });

  it('is refused where the caller may not read what is there, whether it is there or not', async () => {
    const live = await shop({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ resources: ['services'] }],
    });
    const answers = [];
    for (const name of ['old', 'none']) {
      const { data, errors } = await ask(live, route(name, 'spec: {}'), 'name');
      expect(data).toEqual({ whatIf: null });
      answers.push(
        errors?.map(({ message, extensions }) => [message.replace(name, 'NAME'), extensions?.['code']]),
      );
    }
    expect(answers).toEqual([
      [['you may not read HTTPRoute shop/NAME', 'FORBIDDEN']],
      [['you may not read HTTPRoute shop/NAME', 'FORBIDDEN']],
    ]);
  });
});
