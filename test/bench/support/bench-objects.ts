import type { RawObject } from '../../../src/kube/raw-object.ts';

const GROUP = 'gateway.networking.k8s.io';
const ROUTES_IN_NAMESPACE = 100;
const SERVICES_IN_NAMESPACE = 20;

/**
 * A cluster of HTTPRoutes: two rules each, four backends and four mirrors, so nine references with the Gateway. Every
 * twentieth backend is in another namespace, half of those without a grant; every fiftieth names a port that is not
 * there. As JSON texts, one object each: whoever measures decides what reading them costs.
 */
export function* benchObjects(routes: number): Generator<string> {
  const namespaces = Math.max(Math.ceil(routes / ROUTES_IN_NAMESPACE), 2);
  yield text('v1', 'Namespace', { name: 'infra' }, {});
  yield text(
    `${GROUP}/v1`,
    'GatewayClass',
    { name: 'bench' },
    { spec: { controllerName: 'example.com/bench' } },
  );
  yield text(`${GROUP}/v1`, 'Gateway', { name: 'public', namespace: 'infra' }, GATEWAY);
  for (let n = 0; n < namespaces; n += 1) yield* namespaceObjects(n);
  for (let i = 0; i < routes; i += 1) {
    const namespace = Math.floor(i / ROUTES_IN_NAMESPACE);
    const spec = routeSpec(i, namespace, namespaces);
    yield text(`${GROUP}/v1`, 'HTTPRoute', routeMetadata(i, namespace), { spec });
  }
}

/** What a watch cache or a snapshot of manifests would hold. */
export function parsedBenchObjects(routes: number): RawObject[] {
  return Array.from(benchObjects(routes), (json) => JSON.parse(json) as RawObject);
}

const GATEWAY = {
  spec: {
    gatewayClassName: 'bench',
    listeners: [{ name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }],
  },
};

function* namespaceObjects(n: number): Generator<string> {
  const namespace = `team-${n}`;
  yield text('v1', 'Namespace', { name: namespace }, {});
  for (let s = 0; s < SERVICES_IN_NAMESPACE; s += 1) {
    const spec = {
      type: 'ClusterIP',
      clusterIP: `10.${n % 250}.${s}.1`,
      selector: { app: `app-${s}` },
      ports: [
        { name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 },
        { name: 'admin', protocol: 'TCP', port: 9000, targetPort: 9000 },
      ],
    };
    yield text('v1', 'Service', { name: `app-${s}`, namespace, labels: { app: `app-${s}` } }, { spec });
  }
  if (n % 2 === 1) return;
  const spec = {
    from: [{ group: GROUP, kind: 'HTTPRoute', namespace: `team-${n + 1}` }],
    to: [{ group: '', kind: 'Service' }],
  };
  yield text(`${GROUP}/v1beta1`, 'ReferenceGrant', { name: 'neighbours', namespace }, { spec });
}

function routeMetadata(i: number, namespace: number): object {
  return {
    name: `route-${i}`,
    namespace: `team-${namespace}`,
    uid: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    resourceVersion: String(100_000 + i),
    generation: 3,
    creationTimestamp: '2026-03-01T10:00:00Z',
    labels: { 'app.kubernetes.io/name': `app-${i}`, 'app.kubernetes.io/part-of': `team-${namespace}` },
  };
}

function routeSpec(i: number, namespace: number, namespaces: number): object {
  return {
    parentRefs: [{ group: GROUP, kind: 'Gateway', namespace: 'infra', name: 'public' }],
    hostnames: [`route-${i}.example.com`],
    rules: [0, 1].map((rule) => ({
      matches: [{ path: { type: 'PathPrefix', value: rule === 0 ? `/v${i % 9}` : '/' } }],
      backendRefs: [0, 1].map((ref) => backendRef(i * 4 + rule * 2 + ref, namespace, namespaces)),
    })),
  };
}

function backendRef(n: number, namespace: number, namespaces: number): object {
  const elsewhere = n % 20 === 0 ? { namespace: `team-${(namespace + namespaces - 1) % namespaces}` } : {};
  const name = `app-${n % SERVICES_IN_NAMESPACE}`;
  const mirror = { group: '', kind: 'Service', name: `app-${(n * 7) % SERVICES_IN_NAMESPACE}`, port: 9000 };
  return {
    group: '',
    kind: 'Service',
    name,
    ...elsewhere,
    port: n % 50 === 7 ? 8080 : 80,
    weight: 1 + (n % 2),
    filters: [{ type: 'RequestMirror', requestMirror: { backendRef: mirror } }],
  };
}

function text(apiVersion: string, kind: string, metadata: object, rest: object): string {
  return JSON.stringify({ apiVersion, kind, metadata, ...rest });
}
