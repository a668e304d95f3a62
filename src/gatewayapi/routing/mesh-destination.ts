import type { ObjectKey } from '../../kube/object-key.ts';
import type { AttachedRoute } from './routed-listener.ts';

/** A port of a Service, as clients in one namespace reach it through a mesh. */
export interface MeshDestination {
  readonly service: ObjectKey;
  readonly port: number;
  readonly clientNamespace: string;
  /** Accepted routes whose parent is this Service and this port of it, from any namespace. */
  readonly routes: readonly AttachedRoute[];
}

/** semantics.md C.10: the kind in force on a port is the first of these that has a route. */
const KIND_PRECEDENCE = ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'] as const;

/**
 * The routes that stand before a Service for one client: consumer routes, which are those of the client's own
 * namespace, replace producer routes, which are those of the Service's; of several kinds only the first counts.
 */
export function meshRoutes(
  { service, clientNamespace, routes }: MeshDestination,
  transport: 'TCP' | 'UDP',
): { readonly kind: string; readonly routes: readonly AttachedRoute[] } | undefined {
  const inNamespace = (namespace: string | undefined) =>
    routes.filter(
      ({ route }) =>
        route.metadata.namespace === namespace && (route.kind === 'UDPRoute') === (transport === 'UDP'),
    );
  const consumer = inNamespace(clientNamespace);
  const applicable = consumer.length > 0 ? consumer : inNamespace(service.namespace);
  const kinds = transport === 'UDP' ? ['UDPRoute'] : KIND_PRECEDENCE;
  for (const kind of kinds) {
    const ofKind = applicable.filter(({ route }) => route.kind === kind);
    if (ofKind.length > 0) return { kind, routes: ofKind };
  }
  return undefined;
}
