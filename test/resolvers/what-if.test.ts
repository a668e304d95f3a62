import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectManifests, type ManifestCluster } from '../../src/cluster/connect-manifests.ts';
import { queryClusters } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const CLUSTER = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: infra, name: public }
spec:
  gatewayClassName: any
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: cart }
spec: { ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Secret
metadata: { namespace: shop, name: tls }
stringData: { password: hidden-in-store }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: cart }
spec:
  parentRefs: [{ namespace: infra, name: public }]
  hostnames: [shop.example.com]
  rules: [{ backendRefs: [{ name: cart, port: 80 }] }]
---
apiVersion: example.com/v1
kind: Widget
metadata: { namespace: shop, name: one }
---
apiVersion: other.example.com/v1
kind: Widget
metadata: { namespace: shop, name: two }
`;

const directory = mkdtempSync(join(tmpdir(), 'gwql-what-if-'));
let cluster: ManifestCluster;

beforeAll(async () => {
  cluster = await connectManifests({ name: 'test', paths: [writeCluster(directory, CLUSTER)], freeze: true });
});

afterAll(async () => {
  await cluster.close();
  rmSync(directory, { recursive: true });
});

interface Change {
  readonly apply?: readonly string[];
  readonly delete?: readonly object[];
}

async function answerTo(query: string, variables: object = {}) {
  const answer = await queryClusters({ clusters: [cluster], query, variables: { ...variables } });
  return { data: answer.data as Record<string, never> | null | undefined, errors: answer.errors };
}

/** What a selection of the hypothetical cluster gives. */
async function supposed(change: Change, selection: string) {
  const query = `query ($apply: [String!], $delete: [ObjectKeyInput!]) {
    whatIf(apply: $apply, delete: $delete) { ${selection} } }`;
  const { data, errors } = await answerTo(query, change);
  expect(errors).toBeUndefined();
  return data?.['whatIf'];
}

async function refusal(change: Change) {
  const query = `query ($apply: [String!], $delete: [ObjectKeyInput!]) {
    whatIf(apply: $apply, delete: $delete) { name } }`;
  const { data, errors } = await answerTo(query, change);
  expect(data).toEqual({ whatIf: null });
  expect(errors).toHaveLength(1);
  const [error] = errors ?? [];
  return { message: error?.message, ...error?.extensions };
}

const ROUTE = (rest: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: cart }
${rest}`;
const GONE = ROUTE('spec: { rules: [{ backendRefs: [{ name: gone, port: 80 }] }] }');
const CART = { kind: 'HTTPRoute', namespace: 'shop', name: 'cart' };
const REASONS = `httpRoute(namespace: "shop", name: "cart") {
  spec { hostnames rules { backendRefs { name resolution { reason } } } } }`;

describe('two views in one query', () => {
  it('each answer about their own cluster, on both ways round', async () => {
    const one = `what: whatIf(apply: ${JSON.stringify([GONE])}) { source ${REASONS} service(namespace: "shop", name: "cart") { cluster { source } } }`;
    const other = `source ${REASONS} service(namespace: "shop", name: "cart") { cluster { source } }`;
    const there = { name: 'cart', resolution: { reason: 'ResolvedRefs' } };
    const notThere = { name: 'gone', resolution: { reason: 'BackendNotFound' } };
    const route = (ref: object) => ({
      spec: { hostnames: ['shop.example.com'], rules: [{ backendRefs: [ref] }] },
    });
    for (const query of [`{ ${one} ${other} }`, `{ ${other} ${one} }`]) {
      expect((await answerTo(query)).data).toEqual({
        source: 'MANIFESTS',
        httpRoute: route(there),
        service: { cluster: { source: 'MANIFESTS' } },
        what: {
          source: 'HYPOTHETICAL',
          httpRoute: route(notThere),
          service: { cluster: { source: 'HYPOTHETICAL' } },
        },
      });
    }
  });

  it('give an object that neither changes its own relations', async () => {
    const selection = `httpRoute(namespace: "shop", name: "cart") {
      spec { rules { backendRefs { resolution { reason } } } } gateways { metadata { name } } manifest }`;
    const query = `{ ${selection} whatIf(delete: [{ kind: "Service", namespace: "shop", name: "cart" }]) { ${selection} } }`;
    const { data, errors } = await answerTo(query);
    expect(errors).toBeUndefined();
    const reasons = JSON.stringify([data?.['httpRoute'], data?.['whatIf']]).match(
      /ResolvedRefs|BackendNotFound/g,
    );
    expect(reasons).toEqual(['ResolvedRefs', 'BackendNotFound']);
    const manifests = JSON.stringify(data).match(/"manifest":"(?:[^"\\]|\\.)*"/g);
    expect(new Set(manifests).size).toBe(1);
  });
});

describe('ids', () => {
  it('of a hypothetical view are its own, and are found in the same one', async () => {
    const change = { apply: [GONE] };
    const [real, hypothetical] = [
      (await answerTo('{ httpRoute(namespace: "shop", name: "cart") { id } }')).data?.['httpRoute'],
      await supposed(change, 'httpRoute(namespace: "shop", name: "cart") { id }'),
    ] as unknown as [{ id: string }, { httpRoute: { id: string } }];
    const { id } = hypothetical.httpRoute;
    expect(id).not.toBe(real.id);
    const node = (each: string) =>
      `node(id: ${JSON.stringify(each)}) { id ... on KubernetesObject { kind } }`;
    expect(await supposed(change, node(id))).toEqual({ node: { id, kind: 'HTTPRoute' } });
    expect(await supposed(change, node(real.id))).toEqual({ node: { id, kind: 'HTTPRoute' } });
    const { errors } = await answerTo(`{ ${node(id)} }`);
    expect(errors?.[0]?.message).toBe(
      'id: this is an object of a hypothetical cluster; ask for it inside the same whatIf',
    );
    const others = await answerTo(`{ whatIf { ${node(id)} } }`);
    expect(others.errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });
});

describe('what is applied', () => {
  it('says where it was written, and what it was merged with', async () => {
    const selection = `httpRoute(namespace: "shop", name: "cart") { manifest findings { code source { file line column } } }`;
    expect(await supposed({ apply: ['# nothing\n', GONE] }, selection)).toEqual({
      httpRoute: {
        manifest: [
          'apiVersion: gateway.networking.k8s.io/v1',
          'kind: HTTPRoute',
          'metadata:',
          '  namespace: shop',
          '  name: cart',
          'spec:',
          '  parentRefs:',
          '    - namespace: infra',
          '      name: public',
          '  hostnames:',
          '    - shop.example.com',
          '  rules:',
          '    - backendRefs:',
          '        - name: gone',
          '          port: 80',
          '',
        ].join('\n'),
        findings: [{ code: 'BACKEND_NOT_FOUND', source: { file: 'apply[1]', line: 5, column: 33 } }],
      },
    });
  });

  it('twice is merged in order', async () => {
    const host = (name: string) => ROUTE(`spec: { hostnames: [${name}] }`);
    const selection =
      'httpRoute(namespace: "shop", name: "cart") { spec { hostnames rules { backendRefs { name } } } }';
    expect(
      await supposed({ apply: [host('a.example'), `${GONE}\n---${host('b.example')}`] }, selection),
    ).toEqual({
      httpRoute: { spec: { hostnames: ['b.example'], rules: [{ backendRefs: [{ name: 'gone' }] }] } },
    });
  });

  it('and deleted as well takes the place of what was there', async () => {
    const selection =
      'httpRoute(namespace: "shop", name: "cart") { spec { hostnames rules { backendRefs { name } } } }';
    expect(await supposed({ apply: [GONE], delete: [CART] }, selection)).toEqual({
      httpRoute: { spec: { hostnames: null, rules: [{ backendRefs: [{ name: 'gone' }] }] } },
    });
  });

  it('of a kind that was in no manifest brings the kind along', async () => {
    const gadget = 'apiVersion: acme.example/v1\nkind: Gadget\nmetadata: { namespace: shop, name: new }';
    const selection = `object(kind: "Gadget", namespace: "shop", name: "new") { kind metadata { name } }
      other: object(kind: "Gadget", namespace: "shop", name: "other") { kind }
      resources { kind group namespaced versions count }`;
    const found = (await supposed({ apply: [gadget] }, selection)) as unknown as { resources: object[] };
    expect(found).toMatchObject({ object: { kind: 'Gadget', metadata: { name: 'new' } }, other: null });
    expect(found.resources).toContainEqual({
      kind: 'Gadget',
      group: 'acme.example',
      namespaced: true,
      versions: ['v1'],
      count: 1,
    });
  });

  it('never gives back what a Secret holds', async () => {
    const secret = (entry: string) =>
      `apiVersion: v1\nkind: Secret\nmetadata: { namespace: shop, name: tls }\nstringData: { ${entry}: top-secret-value }`;
    const found = await supposed(
      { apply: [secret('token')] },
      'secret(namespace: "shop", name: "tls") { keys manifest }',
    );
    expect(found).toMatchObject({ secret: { keys: ['password', 'token'] } });
    expect(JSON.stringify(found)).not.toMatch(/top-secret-value|hidden-in-store/);
    const broken = await refusal({ apply: [`${secret('token')}\n  x: [`] });
    expect(JSON.stringify(broken)).not.toContain('top-secret-value');
  });
});

describe('refused is', () => {
  it.each([
    [
      'text that is no YAML',
      ['# nothing', 'kind: X\nspec: [1'],
      { index: 1, line: 2, column: 9 },
      'apply[1], line 2',
    ],
    [
      'what is no object',
      ['# one\napiVersion: v1\nkind: Service\nmetadata: {}'],
      { index: 0, line: 4 },
      'metadata.name',
    ],
    [
      'an object without its namespace',
      ['apiVersion: v1\nkind: Service\nmetadata: { name: web }'],
      { index: 0, line: 3 },
      'Service web needs a metadata.namespace',
    ],
    [
      'a namespace where there is none',
      ['apiVersion: v1\nkind: Namespace\nmetadata: { name: web, namespace: x }'],
      { index: 0, line: 3, column: 24 },
      'Namespace objects have no namespace',
    ],
  ])('%s, with its place', async (_, apply, place, words) => {
    const error = await refusal({ apply });
    expect(error).toMatchObject({ code: 'BAD_USER_INPUT', argument: 'apply', ...place });
    expect(error.message).toContain(words);
  });

  it('to delete what is not there', async () => {
    const error = await refusal({ delete: [CART, { ...CART, name: 'nobody' }] });
    expect(error).toEqual({ code: 'NOT_FOUND', message: 'delete[1]: there is no HTTPRoute shop/nobody' });
  });

  it.each([
    [{ name: 'cart' }, 'BAD_USER_INPUT', 'delete[0]: name the kind'],
    [{ kind: '', name: 'cart' }, 'BAD_USER_INPUT', 'delete[0]: name the kind'],
    [
      { kind: 'HTTPRoute', name: 'cart' },
      'BAD_USER_INPUT',
      'delete[0]: HTTPRoute is namespaced: name the namespace',
    ],
    [{ kind: 'Nonsense', name: 'cart' }, 'NOT_FOUND', 'delete[0]: there is no Nonsense in this cluster'],
    [
      { kind: 'Widget', namespace: 'shop', name: 'one' },
      'BAD_USER_INPUT',
      'delete[0]: kind Widget is served by the groups "example.com", "other.example.com"; name one in group',
    ],
  ])('to delete %j', async (key, code, message) => {
    expect(await refusal({ delete: [key] })).toEqual({ code, message });
  });

  it.each([
    [{ apply: Array.from({ length: 101 }, () => '') }, 'apply: there may be 100 texts at most'],
    [
      { apply: [' '.repeat(1_048_577)] },
      'apply: the texts may have 1048576 characters at most, all of them together',
    ],
    [
      { apply: [Array.from({ length: 101 }, () => GONE).join('\n---\n')] },
      'apply: there may be 100 objects at most',
    ],
    [{ delete: Array.from({ length: 101 }, () => CART) }, 'delete: there may be 100 objects at most'],
  ])('more than there may be', async (change, message) => {
    expect(await refusal(change)).toEqual({ code: 'BAD_USER_INPUT', message });
  });

  it('a fifth view, and a view of a view', async () => {
    const five = Array.from({ length: 5 }, (_, index) => `v${index}: whatIf { name }`).join(' ');
    expect((await answerTo(`{ ${five} }`)).errors?.map(({ message }) => message)).toEqual([
      'whatIf: there may be 4 in one query',
    ]);
    expect((await answerTo('{ whatIf { whatIf { name } } }')).errors?.[0]).toMatchObject({
      message: 'whatIf: this is a hypothetical cluster already; put all changes into one whatIf',
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
