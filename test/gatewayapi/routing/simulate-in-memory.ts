import { compilePattern } from '../../../src/execution/compile-pattern.ts';
import { makeReference } from '../../../src/gatewayapi/reference.ts';
import { broken, type Resolution, resolved } from '../../../src/gatewayapi/resolution.ts';
import { answerRequest } from '../../../src/gatewayapi/routing/answer-request.ts';
import type { ReferenceVerdict } from '../../../src/gatewayapi/routing/reference-verdict.ts';
import { RouteIndex } from '../../../src/gatewayapi/routing/route-index.ts';
import { routeMeshRequest } from '../../../src/gatewayapi/routing/route-mesh-request.ts';
import { routeRequest } from '../../../src/gatewayapi/routing/route-request.ts';
import type { AttachedRoute, RoutedListener } from '../../../src/gatewayapi/routing/routed-listener.ts';
import type { IndexOf, Routing } from '../../../src/gatewayapi/routing/routing.ts';
import type { RequestInput } from '../../../src/gatewayapi/routing/sent-request.ts';
import type { Simulation } from '../../../src/gatewayapi/routing/simulation.ts';
import { type TraceOptions, traceRequest } from '../../../src/gatewayapi/routing/trace-request.ts';
import type { JsonObject } from '../../../src/kube/json.ts';

export const indexOf: IndexOf = (routes) => new RouteIndex(routes, compilePattern);

export interface Given {
  readonly listeners: readonly RoutedListener[];
  readonly port?: number;
  /** @default as the server does */
  readonly indexOf?: IndexOf;
}

type Sent = Partial<RequestInput>;

/** What becomes of a request; HTTP GET / unless it says otherwise. */
export function simulate(given: Given, sent: Sent = {}): Simulation {
  return answerRequest(routed(given, sent), verdictByName);
}

export function routed({ listeners, port, indexOf: own = indexOf }: Given, sent: Sent = {}): Routing {
  return routeRequest({ request: { scheme: 'HTTP', ...sent }, port, listeners, indexOf: own });
}

export function trace(given: Given, sent: Sent = {}, options: Partial<TraceOptions> = {}) {
  const notAttached = () => 'it is not attached';
  return traceRequest(routed(given, sent), { first: 50, notAttached, ...options });
}

export interface MeshGiven {
  readonly routes: readonly AttachedRoute[];
  readonly clientNamespace?: string;
  readonly port?: number;
}

/** A request to Service shop/cart through a mesh. */
export function simulateMesh(given: MeshGiven, sent: Sent = {}): Simulation {
  const service = { group: '', kind: 'Service', namespace: 'shop', name: 'cart' };
  const { routes, clientNamespace = 'shop', port = 80 } = given;
  const request = { scheme: 'HTTP', ...sent } as const;
  const groups = [...Map.groupBy(routes, ({ route }) => `${route.metadata.namespace} ${route.kind}`)].map(
    ([id, own]) => {
      const [namespace = '', kind = ''] = id.split(' ');
      return { port, namespace, kind, routes: own };
    },
  );
  const destination = { service, port, clientNamespace, groups };
  return answerRequest(routeMeshRequest({ request, destination, indexOf }), verdictByName);
}

/** The names of the backends that get requests. */
export function receivers({ backends }: Simulation): readonly string[] {
  return backends.filter(({ share }) => share > 0).map(({ target }) => target.name);
}

const FAILURES: { readonly [start: string]: (reference: Resolution['reference']) => ReferenceVerdict } = {
  missing: (reference) => ({ resolution: broken(reference, 'BackendNotFound', 'Service does not exist') }),
  foreign: (reference) => ({ resolution: broken(reference, 'RefNotPermitted', 'no grant') }),
  hidden: (reference) => ({ resolution: broken(reference, 'Forbidden', 'you may not read it') }),
  empty: (reference) => ({ resolution: resolved(reference, 'it is there'), readyEndpoints: 0 }),
  strange: (reference) => ({
    resolution: broken(reference, 'Unknown', 'its kind can be a backend', {
      referent: { apiVersion: 'example.com/v1', kind: 'Strange', metadata: { name: 'strange' } },
    }),
  }),
};

/** Tells by the first word of a reference's name what became of it: `missing-1`, `foreign`, `empty`, else found. */
export function verdictByName(node: JsonObject): ReferenceVerdict {
  const name = String(node['name']);
  const reference = makeReference({
    position: 'backend',
    from: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop', name: 'route' },
    owner: undefined,
    path: () => 'spec.rules[0].backendRefs[0]',
    target: { group: String(node['group'] ?? ''), kind: String(node['kind'] ?? 'Service'), name },
    namespace: undefined,
    port: typeof node['port'] === 'number' ? node['port'] : undefined,
    sectionName: undefined,
  });
  const fails = FAILURES[name.split('-')[0] ?? ''];
  return fails?.(reference) ?? { resolution: resolved(reference, 'it is there'), readyEndpoints: 2 };
}
