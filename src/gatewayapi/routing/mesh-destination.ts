import type { ObjectKey } from '../../kube/object-key.ts';
import type { AttachedRoute } from './routed-listener.ts';

/** Accepted routes of one kind and namespace that stand before one port of a Service. */
export interface MeshRoutes {
  readonly port: number;
  readonly namespace: string;
  readonly kind: string;
  readonly routes: readonly AttachedRoute[];
}

/** A port of a Service, as clients in one namespace reach it through a mesh. */
export interface MeshDestination {
  readonly service: ObjectKey;
  readonly port: number;
  readonly clientNamespace: string;
  /** Of all ports and namespaces. */
  readonly groups: readonly MeshRoutes[];
}

/** semantics.md C.10: the kind in force on a port is the first of these that has a route. */
const KIND_PRECEDENCE: { readonly [transport: string]: readonly string[] } = {
  TCP: ['GRPCRoute', 'HTTPRoute', 'TLSRoute', 'TCPRoute'],
  UDP: ['UDPRoute'],
};

/**
 * The routes that stand before a Service for one client: consumer routes, which are those of the client's own
 * namespace, replace producer routes, which are those of the Service's; of several kinds only the first counts.
 */
export function meshRoutes(
  { service, port, clientNamespace, groups }: MeshDestination,
  transport: 'TCP' | 'UDP',
): MeshRoutes | undefined {
  for (const namespace of [clientNamespace, service.namespace]) {
    for (const kind of KIND_PRECEDENCE[transport] ?? []) {
      const found = groups.find(
        (group) => group.port === port && group.namespace === namespace && group.kind === kind,
      );
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
