import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import { queryClusters, queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-cluster-'));
afterAll(() => rmSync(directory, { recursive: true }));

const CLUSTER = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, labels: {app: cart}}
spec: {ports: [{port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop, creationTimestamp: "2026-01-02T03:04:05Z"}
spec:
  hostnames: [cart.example.com]
  parentRefs: [{name: public}]
  rules: [{backendRefs: [{name: cart, port: 80}]}]
---
apiVersion: example.com/v1
kind: Widget
metadata: {name: w, namespace: shop}
spec: {size: 3}
---
apiVersion: other.example.com/v1
kind: Widget
metadata: {name: w, namespace: shop}
---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XListenerSet
metadata: {name: old, namespace: shop}
spec: {listeners: [{name: a, port: 80, protocol: HTTP}]}
`;

const manifests = [writeCluster(directory, CLUSTER)];
const ask = async (query: string) => await queryManifests({ manifests, query });

async function data(query: string): Promise<unknown> {
  const answer = await ask(query);
  expect(answer.errors).toBeUndefined();
  return answer.data;
}

describe('a cluster of manifests', () => {
  it('says what it is, on Query as on Cluster', async () => {
    expect(await data('{ name source cluster { name source } clusters { name } }')).toEqual({
      name: 'test',
      source: 'MANIFESTS',
      cluster: { name: 'test', source: 'MANIFESTS' },
      clusters: [{ name: 'test' }],
    });
  });

  it('answers the same through Query and through Cluster', async () => {
    const fields = '{ httpRoute(namespace: "shop", name: "cart") { id metadata { name } } }';
    const answer = (await data(`{ a: cluster ${fields} }`)) as { a: object };
    expect(answer.a).toEqual(await data(fields));
  });

  it('has null and no error for an object that is not there', async () => {
    expect(await data('{ httpRoute(namespace: "shop", name: "none") { id } }')).toEqual({ httpRoute: null });
  });

  it('names the clusters there are when asked for another', async () => {
    const { data: none, errors } = await ask('{ cluster(name: "prod") { name } }');
    expect(none).toEqual({ cluster: null });
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'NOT_FOUND' }, message: /prod.*test/ });
  });

  it('finds any object by kind, and asks for the group where several serve it', async () => {
    const widget = (group: string) => `{ object(${group} kind: "Widget", namespace: "shop", name: "w") {
      apiVersion ... on GenericKubernetesObject { spec } } }`;
    expect(await data(widget('group: "example.com",'))).toEqual({
      object: { apiVersion: 'example.com/v1', spec: { size: 3 } },
    });
    const { errors } = await ask(widget(''));
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain('other.example.com');
  });

  it('serves kinds of older releases as generic objects', async () => {
    expect(
      await data('{ object(kind: "XListenerSet", namespace: "shop", name: "old") { __typename kind } }'),
    ).toEqual({
      object: { __typename: 'GenericKubernetesObject', kind: 'XListenerSet' },
    });
  });

  it('finds an object again by its id', async () => {
    const first = (await data('{ service(namespace: "shop", name: "cart") { id } }')) as {
      service: { id: string };
    };
    const again = await data(
      `{ node(id: "${first.service.id}") { __typename id ... on KubernetesObject { metadata { name } } } }`,
    );
    expect(again).toEqual({
      node: { __typename: 'KubernetesKindService', id: first.service.id, metadata: { name: 'cart' } },
    });
  });

  it('refuses an id that is none', async () => {
    const { errors } = await ask('{ node(id: "x") { id } }');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('leaves what is stored as it is stored', async () => {
    const answer = await data(`{ httpRoute(namespace: "shop", name: "cart") {
      metadata { creationTimestamp label(key: "app") } hostnames parentRefs { __typename kind name namespace }
      json: manifest(format: JSON) } }`);
    expect(answer).toMatchObject({
      httpRoute: {
        metadata: { creationTimestamp: '2026-01-02T03:04:05Z', label: null },
        hostnames: ['cart.example.com'],
        parentRefs: [
          {
            __typename: 'KubernetesKindHTTPRouteSpecParentRefs',
            kind: 'Gateway',
            name: 'public',
            namespace: 'shop',
          },
        ],
      },
    });
    const { json } = (answer as { httpRoute: { json: string } }).httpRoute;
    // What was written, without the defaults that the fields show.
    expect(JSON.parse(json)).toMatchObject({
      spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] },
    });
    expect(json).not.toContain('Service');
  });

  it('lists the kinds it serves with their counts', async () => {
    const { resources } = (await data('{ resources { group kind count synced namespaced } }')) as {
      resources: { kind: string }[];
    };
    expect(resources).toContainEqual({
      group: 'gateway.networking.k8s.io',
      kind: 'HTTPRoute',
      count: 1,
      synced: true,
      namespaced: true,
    });
    expect(resources.filter(({ kind }) => kind === 'Widget')).toHaveLength(2);
  });
});

describe('several clusters', () => {
  it('are asked in one query, each with its own objects and its own report', async () => {
    const other = writeCluster(directory, CLUSTER.replaceAll('shop', 'store'));
    const clusters = await Promise.all([
      connectManifests({ name: 'east', paths: manifests }),
      connectManifests({ name: 'west', paths: [other] }),
    ]);
    const answer = await queryClusters({
      clusters,
      query: `{ clusters { name services { nodes { id metadata { namespace } cluster { name } } } }
        west: cluster(name: "west") { httpRoutes { nodes { spec { rules { backendRefs { namespace resolution { resolved } } } } } } } }`,
    });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      clusters: [
        {
          name: 'east',
          services: { nodes: [{ metadata: { namespace: 'shop' }, cluster: { name: 'east' } }] },
        },
        {
          name: 'west',
          services: { nodes: [{ metadata: { namespace: 'store' }, cluster: { name: 'west' } }] },
        },
      ],
      west: {
        httpRoutes: {
          nodes: [
            { spec: { rules: [{ backendRefs: [{ namespace: 'store', resolution: { resolved: true } }] }] } },
          ],
        },
      },
    });
    expect(answer.extensions).toMatchObject({ cluster: { name: 'east' }, clusters: { east: {}, west: {} } });
    await Promise.all(clusters.map((cluster) => cluster.close()));
  });
});

describe('resolveReference', () => {
  const ask1 = async (from: string, to: string) =>
    await data(
      `{ resolveReference(from: {${from}}, to: {${to}}) { reason target { group kind namespace name } } }`,
    );

  it('answers for a reference that does not exist yet', async () => {
    expect(await ask1('kind: "HTTPRoute", namespace: "shop", name: "new"', 'name: "cart", port: 80')).toEqual(
      {
        resolveReference: {
          reason: 'ResolvedRefs',
          target: { group: '', kind: 'Service', namespace: 'shop', name: 'cart' },
        },
      },
    );
  });

  it('takes the field from path, with or without indices', async () => {
    const to = 'group: "", kind: "Service", name: "cart"';
    for (const path of ['spec.parentRefs[0]', 'spec.parentRefs[]']) {
      const answer = await ask1(`kind: "HTTPRoute", namespace: "shop", path: "${path}"`, to);
      expect(answer).toMatchObject({ resolveReference: { reason: 'ResolvedRefs' } });
    }
  });

  it('takes the field that fits the target when no path is given', async () => {
    expect(await ask1('kind: "HTTPRoute", namespace: "shop"', 'kind: "Gateway", name: "none"')).toMatchObject(
      {
        resolveReference: { reason: 'ParentNotFound', target: { group: 'gateway.networking.k8s.io' } },
      },
    );
    expect(await ask1('kind: "Gateway", namespace: "shop"', 'kind: "Secret", name: "none"')).toMatchObject({
      resolveReference: { reason: 'InvalidCertificateRef' },
    });
    expect(
      await ask1('kind: "HTTPRoute", namespace: "other"', 'namespace: "shop", name: "cart", port: 80'),
    ).toMatchObject({
      resolveReference: { reason: 'RefNotPermitted' },
    });
  });

  it('asks for the namespace of a namespaced origin: without it no grant would be asked for', async () => {
    for (const from of ['kind: "HTTPRoute"', 'kind: "HTTPRoute", namespace: ""']) {
      const to = 'namespace: "shop", name: "cart", port: 80';
      const { data: none, errors } = await ask(
        `{ resolveReference(from: {${from}}, to: {${to}}) { reason } }`,
      );
      expect(none).toEqual({ resolveReference: null });
      expect(errors?.[0]).toMatchObject({
        message: /^from\.namespace: HTTPRoute/,
        extensions: { code: 'BAD_USER_INPUT' },
      });
    }
  });

  it('lets no reference leave its namespace whose field has no namespace', async () => {
    const from = 'kind: "HTTPRoute", namespace: "other", path: "spec.rules[].filters[].extensionRef"';
    const widget = 'group: "example.com", kind: "Widget", name: "w"';
    const { errors } = await ask(
      `{ resolveReference(from: {${from}}, to: {${widget}, namespace: "shop"}) { reason } }`,
    );
    expect(errors?.[0]).toMatchObject({
      message: /^to\.namespace: /,
      extensions: { code: 'BAD_USER_INPUT' },
    });
    expect(await ask1(from, widget)).toMatchObject({ resolveReference: { reason: 'BackendNotFound' } });
    expect(await ask1(from, `${widget}, namespace: "other"`)).toMatchObject({
      resolveReference: { reason: 'BackendNotFound' },
    });
  });

  it('names the origin by its namespace where it has no name', async () => {
    const { data: found } = await ask(
      '{ resolveReference(from: {kind: "HTTPRoute", namespace: "other"}, to: {namespace: "shop", name: "cart"}) { message } }',
    );
    expect(found).toMatchObject({
      resolveReference: { message: /^HTTPRoute in namespace other may not refer to Service shop\/cart/ },
    });
  });

  it('names the fields there are when the path is none of them', async () => {
    const { errors } = await ask(
      '{ resolveReference(from: {kind: "TCPRoute", path: "spec.x"}, to: {name: "a"}) { reason } }',
    );
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(errors?.[0]?.message).toContain('spec.rules[].backendRefs[]');
  });
});
