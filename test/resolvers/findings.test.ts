import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../support/api-objects.ts';
import { liveCluster } from '../support/live-cluster.ts';
import { queryClusters, queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-findings-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A route whose backends are not there; without a parent it has a warning of its own. */
function route(namespace: string, name: string, backends: number, annotations = ''): string {
  const refs = Array.from({ length: backends }, (_, index) => `{name: gone-${index}, port: 80}`);
  return [
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: HTTPRoute',
    `metadata: {name: ${name}, namespace: ${namespace}, annotations: {${annotations}}}`,
    'spec:',
    '  rules:',
    `  - backendRefs: [${refs.join(', ')}]`,
    '',
  ].join('\n');
}

interface Listed {
  readonly nodes: readonly {
    readonly code: string;
    readonly path: string;
    readonly object: { readonly namespace: string; readonly name: string };
  }[];
  readonly edges: readonly { readonly cursor: string }[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly endCursor: string | null;
  };
}

const FIELDS = `nodes { code path object { namespace name } } edges { cursor } totalCount
  pageInfo { hasNextPage hasPreviousPage endCursor }`;

async function ask(cluster: readonly string[], args: string, pageSize?: number) {
  const manifests = [writeCluster(directory, cluster.join('---\n'))];
  const query = `{ findings${args} { ${FIELDS} } }`;
  return await queryManifests({ manifests, query, ...(pageSize === undefined ? {} : { pageSize }) });
}

async function list(cluster: readonly string[], args = '', pageSize?: number): Promise<Listed> {
  const { data, errors } = await ask(cluster, args, pageSize);
  expect(errors).toBeUndefined();
  return data?.['findings'] as Listed;
}

const lines = ({ nodes }: Listed) =>
  nodes.map(({ code, path, object }) => `${object.namespace}/${object.name} ${path} ${code}`);

const BACKEND = (index: number) => `spec.rules[0].backendRefs[${index}]`;

describe('findings of a cluster', () => {
  it('come in the order of namespace, name and field, item 2 of a list before item 10', async () => {
    const found = await list([route('b', 'x', 1), route('a', 'x', 11), route('a', 'a', 1)]);
    expect(lines(found)).toEqual([
      'a/a spec ROUTE_WITHOUT_PARENTS',
      `a/a ${BACKEND(0)} BACKEND_NOT_FOUND`,
      'a/x spec ROUTE_WITHOUT_PARENTS',
      ...Array.from({ length: 11 }, (_, index) => `a/x ${BACKEND(index)} BACKEND_NOT_FOUND`),
      'b/x spec ROUTE_WITHOUT_PARENTS',
      `b/x ${BACKEND(0)} BACKEND_NOT_FOUND`,
    ]);
    expect(found.totalCount).toBe(16);
  });

  it('are narrowed down to a namespace, severities and codes', async () => {
    const cluster = [route('a', 'x', 1), route('b', 'x', 1)];
    expect(lines(await list(cluster, '(namespace: "a", severity: [ERROR, INFO])'))).toEqual([
      `a/x ${BACKEND(0)} BACKEND_NOT_FOUND`,
    ]);
    expect(lines(await list(cluster, '(code: ["ROUTE_WITHOUT_PARENTS"])'))).toEqual([
      'a/x spec ROUTE_WITHOUT_PARENTS',
      'b/x spec ROUTE_WITHOUT_PARENTS',
    ]);
    expect(lines(await list(cluster, '(severity: [])'))).toEqual([]);
  });

  it('refuse a code that there is not, rather than find nothing', async () => {
    const { data, errors } = await ask([route('a', 'x', 1)], '(code: ["BACKEND_NOTFOUND"])');
    expect(data).toEqual({ findings: null });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('BACKEND_NOTFOUND'), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('come page by page, each once, while objects come and go between pages', async () => {
    const before = [route('a', 'a', 2), route('a', 'm', 2), route('a', 'z', 2)];
    const first = await list(before, '(first: 4)');
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(first.edges.at(-1)?.cursor).toBe(first.pageInfo.endCursor);
    // the object at the cursor goes, one before it and one behind it come
    const after = [route('a', 'a', 2), route('a', 'b', 1), route('a', 'n', 1), route('a', 'z', 2)];
    const second = await list(after, `(after: "${first.pageInfo.endCursor}")`);
    expect(lines(second)).toEqual([
      'a/n spec ROUTE_WITHOUT_PARENTS',
      `a/n ${BACKEND(0)} BACKEND_NOT_FOUND`,
      'a/z spec ROUTE_WITHOUT_PARENTS',
      `a/z ${BACKEND(0)} BACKEND_NOT_FOUND`,
      `a/z ${BACKEND(1)} BACKEND_NOT_FOUND`,
    ]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('are no more than a page, also without first', async () => {
    const found = await list([route('a', 'x', 5)], '', 3);
    expect(found.nodes).toHaveLength(3);
    expect(found).toMatchObject({ totalCount: 6, pageInfo: { hasNextPage: true } });
  });

  it.each(['nonsense', Buffer.from('[["findings"],["a"]]').toString('base64url')])(
    'refuse the cursor %s, which is none of theirs',
    async (cursor) => {
      const { errors } = await ask([], `(after: "${cursor}")`);
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    },
  );

  it('leave out what the annotation of their object says, in any case and with spaces', async () => {
    const cluster = [
      route('a', 'x', 1, 'gwql.dev/ignore: "route_without_parents , GRANT_UNUSED"'),
      route('a', 'y', 1, 'gwql.dev/ignore: "BACKEND_NOT_FOUND,ROUTE_WITHOUT_PARENTS"'),
    ];
    expect(lines(await list(cluster))).toEqual([`a/x ${BACKEND(0)} BACKEND_NOT_FOUND`]);
  });

  it('have a place in the manifest, a hint and the objects that have to do with them', async () => {
    const cluster = [
      route('a', 'x', 1),
      'apiVersion: v1\nkind: Service\nmetadata: {name: gone-9, namespace: a}\n',
    ];
    const query = `{ httpRoute(namespace: "a", name: "x") { findings {
      code severity message hint path related { kind namespace name } source { line column } } } }`;
    const manifests = [writeCluster(directory, cluster.join('---\n'))];
    const { data, errors } = await queryManifests({ manifests, query });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      httpRoute: {
        findings: [
          { code: 'ROUTE_WITHOUT_PARENTS', source: { line: 4, column: 1 } },
          {
            code: 'BACKEND_NOT_FOUND',
            severity: 'ERROR',
            message: 'Service a/gone-0 does not exist',
            hint: expect.stringContaining('Did you mean Service a/gone-9?'),
            related: [{ kind: 'Service', namespace: 'a', name: 'gone-0' }],
            source: { line: 6, column: 19 },
          },
        ],
      },
    });
  });

  it('are those of the time of the question', async () => {
    const tls = [
      'apiVersion: gateway.networking.k8s.io/v1\nkind: GatewayClass\nmetadata: {name: c}\nspec: {controllerName: example.com/c}\n',
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: {name: g, namespace: a}\nspec:\n  gatewayClassName: c\n  listeners: [{name: s, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: s}]}}]\n',
      'apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: a}\ntype: kubernetes.io/tls\ndata: {tls.crt: {{cert:a.example.com 1..100}}, tls.key: {{key:a.example.com 1..100}}}\n',
    ];
    const manifests = [writeCluster(directory, tls.join('---\n'))];
    const codesAt = async (days: number) => {
      const now = Date.now() + days * 24 * 60 * 60 * 1000;
      const { data } = await queryManifests({ manifests, query: '{ findings { nodes { code } } }', now });
      const { findings } = data as unknown as { findings: Listed };
      return findings.nodes.map(({ code }) => code);
    };
    expect(await codesAt(0)).toEqual(['CERTIFICATE_NOT_YET_VALID']);
    expect(await codesAt(50)).toEqual([]);
    expect(await codesAt(87)).toEqual(['CERTIFICATE_EXPIRING']);
    expect(await codesAt(101)).toEqual(['CERTIFICATE_EXPIRED']);
  });

  it('of a kind without rules are none', async () => {
    const manifests = [
      writeCluster(directory, 'apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: a}\n'),
    ];
    const query = '{ service(namespace: "a", name: "s") { findings { code } } }';
    expect((await queryManifests({ manifests, query })).data).toEqual({ service: { findings: [] } });
  });
});

function liveRoute(namespace: string, name: string, backend: string): JsonObject {
  const parentRefs = [{ name: 'front', namespace: 'ns0' }];
  return {
    ...httpRoute(namespace, name),
    spec: { parentRefs, rules: [{ backendRefs: [{ name: backend, port: 80 }] }] },
  };
}

const GATEWAY: JsonObject = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'ns0', name: 'front' },
  spec: {
    gatewayClassName: 'c',
    listeners: [{ name: 'web', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
};

describe('findings of a live cluster', () => {
  it('cost one LIST for each kind and namespace, however many routes there are', async () => {
    const live = await liveCluster();
    const routes = Array.from({ length: 40 }, (_, index) => liveRoute('ns1', `r-${index}`, `s-${index % 4}`));
    live.double.add(GATEWAY, gatewayClass('c'), service('ns1', 's-0'), ...routes);
    const query = '{ findings(code: ["BACKEND_NOT_FOUND"]) { totalCount } }';
    const { data, errors } = await queryClusters({ clusters: [live.cluster], query });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ findings: { totalCount: 30 } });
    const reads = live.double.requests.map(({ method, path }) => `${method} ${path}`);
    const lists = reads.filter((line) => line.includes('/httproutes') || line.includes('/services'));
    expect(lists.sort()).toEqual([
      'GET /api/v1/namespaces/ns1/services',
      'GET /apis/gateway.networking.k8s.io/v1/httproutes',
    ]);
  });

  it('are what can be known where a kind may not be listed, and the rest is said', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ verbs: ['get'] }, { verbs: ['list'], resources: ['gateways', 'gatewayclasses'] }],
    });
    live.double.add(
      { ...GATEWAY, spec: { gatewayClassName: 'gone', listeners: [] } },
      liveRoute('ns1', 'r', 's'),
    );
    const query = '{ findings { nodes { code } } }';
    const { data, errors, extensions } = await queryClusters({ clusters: [live.cluster], query });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ findings: { nodes: [{ code: 'GATEWAY_CLASS_NOT_FOUND' }] } });
    const hidden = (extensions as { cluster: { hidden: readonly { kind: string }[] } }).cluster.hidden;
    expect(hidden.map(({ kind }) => kind)).toContain('HTTPRoute');
  });

  it('are null, with an error, where nothing may be listed', async () => {
    const live = await liveCluster({
      users: [{ name: 'dev', tokens: ['dev-token'] }],
      user: { token: 'dev-token' },
      rules: [{ verbs: ['get'] }],
    });
    const { data, errors } = await queryClusters({
      clusters: [live.cluster],
      query: '{ findings { totalCount } name }',
    });
    expect(data).toMatchObject({ findings: null });
    expect(errors).toMatchObject([{ path: ['findings'], extensions: { code: 'FORBIDDEN' } }]);
  });
});
