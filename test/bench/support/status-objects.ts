import type { JsonObject } from '../../../src/kube/json.ts';

const GROUP = 'gateway.networking.k8s.io';
const TEAMS = 100;
const SERVICES_OF_TEAM = 10;

export interface StatusClusterSize {
  readonly routes: number;
  readonly gateways: number;
  readonly listenersOfGateway: number;
}

/**
 * A cluster whose status is work: routes of a hundred teams on many Gateways with HTTP and HTTPS listeners, each with
 * a hostname or a wildcard; every third route names its listener, every tenth has a backend in another namespace, half
 * of those without a grant. As JSON texts, one object each, as an API server would send them.
 */
export function* statusObjects(size: StatusClusterSize): Generator<string> {
  yield JSON.stringify({
    ...identity(`${GROUP}/v1`, 'GatewayClass', { name: 'bench' }),
    spec: { controllerName: 'example.com/bench' },
    status: { conditions: [condition('Accepted')] },
  });
  for (let team = 0; team < TEAMS; team += 1) yield* teamObjects(team);
  for (let gateway = 0; gateway < size.gateways; gateway += 1) yield* gatewayObjects(gateway, size);
  for (let route = 0; route < size.routes; route += 1) yield JSON.stringify(routeObject(route, size));
}

function* teamObjects(team: number): Generator<string> {
  const namespace = `team-${team}`;
  const labels = { 'kubernetes.io/metadata.name': namespace, tier: team % 2 === 0 ? 'gold' : 'silver' };
  yield JSON.stringify(identity('v1', 'Namespace', { name: namespace, labels }));
  for (let service = 0; service < SERVICES_OF_TEAM; service += 1) {
    yield JSON.stringify({
      ...identity('v1', 'Service', { name: `app-${service}`, namespace }),
      spec: {
        type: 'ClusterIP',
        clusterIP: `10.1.${team}.${service}`,
        selector: { app: `app-${service}` },
        ports: [{ name: 'http', protocol: 'TCP', port: 80, targetPort: 8080 }],
      },
    });
  }
  if (team % 2 === 1) return;
  yield JSON.stringify({
    ...identity(`${GROUP}/v1beta1`, 'ReferenceGrant', { name: 'neighbours', namespace }),
    spec: {
      from: [{ group: GROUP, kind: 'HTTPRoute', namespace: `team-${team + 1}` }],
      to: [{ group: '', kind: 'Service' }],
    },
  });
}

function* gatewayObjects(gateway: number, { listenersOfGateway }: StatusClusterSize): Generator<string> {
  const listeners = Array.from({ length: listenersOfGateway }, (_, index) => listenerOf(gateway, index));
  yield JSON.stringify({
    ...identity(`${GROUP}/v1`, 'Gateway', { name: `gateway-${gateway}`, namespace: 'infra' }),
    spec: { gatewayClassName: 'bench', listeners },
    status: {
      conditions: [condition('Accepted'), condition('Programmed')],
      listeners: listeners.map(({ name }) => ({
        name,
        attachedRoutes: 20,
        supportedKinds: [{ group: GROUP, kind: 'HTTPRoute' }],
        conditions: [condition('Accepted'), condition('Programmed'), condition('ResolvedRefs')],
      })),
    },
  });
}

function listenerOf(gateway: number, index: number) {
  const secure = index % 2 === 1;
  return {
    name: `listener-${index}`,
    port: secure ? 443 : 80,
    protocol: secure ? 'HTTPS' : 'HTTP',
    hostname: `*.h${index}.g${gateway}.example.com`,
    allowedRoutes: {
      namespaces:
        index % 4 === 3 ? { from: 'Selector', selector: { matchLabels: { tier: 'gold' } } } : { from: 'All' },
    },
    ...(secure
      ? {
          tls: {
            mode: 'Terminate',
            certificateRefs: [{ group: '', kind: 'Secret', name: `certificate-${index}` }],
          },
        }
      : {}),
  };
}

function routeObject(route: number, { gateways, listenersOfGateway }: StatusClusterSize): JsonObject {
  const gateway = route % gateways;
  const listener = Math.floor(route / gateways) % listenersOfGateway;
  const team = route % TEAMS;
  const parentRef = {
    group: GROUP,
    kind: 'Gateway',
    namespace: 'infra',
    name: `gateway-${gateway}`,
    ...(route % 3 === 0 ? { sectionName: `listener-${listener}` } : {}),
  };
  const backend = (offset: number) => ({
    group: '',
    kind: 'Service',
    name: `app-${(route + offset) % SERVICES_OF_TEAM}`,
    port: 80,
    weight: 1,
  });
  const neighbour = route % 10 === 0 ? { namespace: `team-${(team + TEAMS - 1) % TEAMS}` } : {};
  return {
    ...identity(`${GROUP}/v1`, 'HTTPRoute', { name: `route-${route}`, namespace: `team-${team}` }),
    spec: {
      hostnames: [`app-${route}.h${listener}.g${gateway}.example.com`],
      parentRefs: [parentRef],
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: '/api' } },
            { path: { type: 'Exact', value: '/login' } },
          ],
          backendRefs: [backend(0), { ...backend(1), ...neighbour }],
        },
        { matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs: [backend(2)] },
      ],
    },
    status: {
      parents: [
        {
          parentRef,
          controllerName: 'example.com/bench',
          conditions: [condition('Accepted'), condition('ResolvedRefs')],
        },
      ],
    },
  };
}

function identity(apiVersion: string, kind: string, metadata: JsonObject): JsonObject {
  return {
    apiVersion,
    kind,
    metadata: {
      ...metadata,
      uid: '00000000-0000-4000-8000-000000000000',
      resourceVersion: '100000',
      generation: 1,
      creationTimestamp: '2026-03-01T10:00:00Z',
    },
  };
}

function condition(type: string): JsonObject {
  return {
    type,
    status: 'True',
    reason: type,
    message: `the object has the condition ${type}`,
    observedGeneration: 1,
    lastTransitionTime: '2026-03-01T10:00:05Z',
  };
}
