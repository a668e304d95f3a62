/**
 * An API server that costs next to nothing, in a process of its own: all its answers are made before anybody asks.
 * Writes its URL to standard output. `GET /bench/events?rate=20000` sets how many changes a second its watches get.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const OBJECTS = Number(process.argv[2] ?? 50_000);
const PAGE = 500;
const NAMESPACES = 100;
const GATEWAY = 'gateway.networking.k8s.io';
const TICK_MS = 5;

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const KINDS: readonly Kind[] = [
  { group: '', kind: 'Namespace', plural: 'namespaces', namespaced: false },
  { group: '', kind: 'Service', plural: 'services', namespaced: true },
  { group: GATEWAY, kind: 'GatewayClass', plural: 'gatewayclasses', namespaced: false },
  { group: GATEWAY, kind: 'Gateway', plural: 'gateways', namespaced: true },
  { group: GATEWAY, kind: 'ReferenceGrant', plural: 'referencegrants', namespaced: true },
  { group: GATEWAY, kind: 'HTTPRoute', plural: 'httproutes', namespaced: true },
];

let revision = 1_000_000;

function metadata(name: string, namespace?: string): Record<string, unknown> {
  return {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    uid: `5f6b8c1e-0000-4000-8000-${name.replace(/\D/g, '').padStart(12, '0')}`,
    resourceVersion: String(revision),
    generation: 3,
    creationTimestamp: '2026-11-01T08:00:00Z',
    labels: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'shop', team: 'storefront' },
  };
}

function keyOf(index: number): string {
  return `team-${index % NAMESPACES}/route-${index}`;
}

/** About 2 KB as it goes over the wire, of which a third is managedFields. */
function route(index: number): Record<string, unknown> {
  const namespace = `team-${index % NAMESPACES}`;
  const backends = [0, 1].map((backend) => ({
    group: '',
    kind: 'Service',
    name: `service-${backend}`,
    port: 8080,
    weight: 1 + backend,
  }));
  const parent = { group: GATEWAY, kind: 'Gateway', name: 'public', namespace: 'team-0' };
  const condition = (type: string) => ({
    type,
    status: 'True',
    reason: type,
    message: '',
    observedGeneration: 3,
    lastTransitionTime: '2026-11-01T08:00:01Z',
  });
  const owned = Object.fromEntries(
    ['hostnames', 'parentRefs', 'rules'].map((field) => [`f:${field}`, { '.': {}, [`f:${index}`]: {} }]),
  );
  return {
    apiVersion: `${GATEWAY}/v1`,
    kind: 'HTTPRoute',
    metadata: {
      ...metadata(`route-${index}`, namespace),
      managedFields: ['kubectl', 'controller'].map((manager) => ({
        manager,
        operation: 'Update',
        apiVersion: `${GATEWAY}/v1`,
        time: '2026-11-01T08:00:00Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': owned },
      })),
    },
    spec: {
      parentRefs: [parent],
      hostnames: [`route-${index}.shop.example.com`],
      rules: ['/', '/cart', '/checkout'].slice(0, 2).map((value) => ({
        matches: [{ path: { type: 'PathPrefix', value }, method: 'GET' }],
        backendRefs: backends,
      })),
    },
    status: {
      parents: [
        {
          parentRef: parent,
          controllerName: 'example.com/controller',
          conditions: [condition('Accepted'), condition('ResolvedRefs')],
        },
      ],
    },
  };
}

function others(plural: string): readonly Record<string, unknown>[] {
  const teams = Array.from({ length: NAMESPACES }, (_, index) => `team-${index}`);
  if (plural === 'namespaces') return teams.map((name) => ({ metadata: metadata(name) }));
  if (plural === 'services') {
    return teams.flatMap((namespace) =>
      [0, 1].map((index) => ({
        metadata: metadata(`service-${index}`, namespace),
        spec: { ports: [{ port: 8080 }] },
      })),
    );
  }
  if (plural === 'gatewayclasses') {
    return [{ metadata: metadata('public'), spec: { controllerName: 'example.com/controller' } }];
  }
  if (plural !== 'gateways') return [];
  const listeners = [
    { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
  ];
  return [{ metadata: metadata('public', 'team-0'), spec: { gatewayClassName: 'public', listeners } }];
}

function pagesOf(items: readonly Record<string, unknown>[]): readonly string[] {
  const pages: string[] = [];
  for (let from = 0; from === 0 || from < items.length; from += PAGE) {
    const next = from + PAGE < items.length ? { continue: String(from / PAGE + 1) } : {};
    const page = {
      metadata: { resourceVersion: String(revision), ...next },
      items: items.slice(from, from + PAGE),
    };
    pages.push(JSON.stringify(page));
  }
  return pages;
}

/** In the order in which etcd keeps them. */
const routes = Array.from({ length: OBJECTS }, (_, index) => index)
  .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  .map(route);
const PAGES = new Map(
  KINDS.map(({ plural }) => [plural, pagesOf(plural === 'httproutes' ? routes : others(plural))]),
);
// Two halves of each event, between which its revision goes.
const EVENTS = Array.from({ length: Math.min(OBJECTS, 20_000) }, (_, index) => {
  const object = route(index);
  const line = JSON.stringify({ type: 'MODIFIED', object });
  const mark = `"resourceVersion":"${revision}"`;
  const at = line.indexOf(mark);
  return [line.slice(0, at), line.slice(at + mark.length)] as const;
});
const keptBytes = routes.reduce((sum, object) => {
  const { managedFields: _, ...kept } = object['metadata'] as Record<string, unknown>;
  return sum + Buffer.byteLength(JSON.stringify({ ...object, metadata: kept }));
}, 0);

const watchers = new Set<ServerResponse>();
let rate = 0;
let sent = 0;

setInterval(() => {
  const count = Math.round((rate * TICK_MS) / 1_000);
  for (const watcher of watchers) {
    if (watcher.writableNeedDrain) continue;
    let text = '';
    for (let index = 0; index < count; index += 1) {
      revision += 1;
      const [before, after] = EVENTS[sent % EVENTS.length] ?? ['', ''];
      text += `${before}"resourceVersion":"${revision}"${after}\n`;
      sent += 1;
    }
    if (text !== '') watcher.write(text);
  }
}, TICK_MS);

function discovery(root: string): string {
  const kinds = KINDS.filter(({ group }) => (group === '') === (root === '/api'));
  const groups = [...new Set(kinds.map(({ group }) => group))];
  const items = groups.map((group) => ({
    metadata: { name: group },
    versions: [
      {
        version: 'v1',
        freshness: 'Current',
        resources: kinds.map(({ kind, plural, namespaced }) => ({
          resource: plural,
          responseKind: { group, version: 'v1', kind },
          scope: namespaced ? 'Namespaced' : 'Cluster',
          verbs: ['get', 'list', 'watch'],
        })),
      },
    ],
  }));
  return JSON.stringify({ kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items });
}

function json(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://bench');
  if (pathname === '/api' || pathname === '/apis') return json(response, discovery(pathname));
  if (pathname === '/version') return json(response, '{"gitVersion":"v1.34.1"}');
  if (pathname === '/bench/events') {
    rate = Number(searchParams.get('rate') ?? rate);
    return json(response, JSON.stringify({ sent, revision, keptBytes }));
  }
  const plural = pathname.split('/').at(-1) ?? '';
  const pages = PAGES.get(plural);
  if (pages === undefined) return json(response, '{"kind":"Status","code":404}', 404);
  // What is measured is a list in pages.
  if (searchParams.has('sendInitialEvents')) return json(response, '{"kind":"Status","code":422}', 422);
  if (searchParams.get('watch') === 'true') {
    response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    if (plural === 'httproutes') watchers.add(response);
    response.once('close', () => watchers.delete(response));
    return undefined;
  }
  return json(response, pages[Number(searchParams.get('continue') ?? 0)] ?? '{}');
});

server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once('disconnect', () => process.exit());
