import { asNumber, asString, type JsonObject } from '../../kube/json.ts';
import { type ObjectKey, sameKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { routesOf } from '../attachment/attached-routes.ts';
import { routesByParent } from '../attachment/route-indexes.ts';
import { verdict, verdictRule } from '../fact.ts';
import { protocolOf, servicePorts, transportOf } from '../service-port.ts';
import type { MeshRoutes } from './mesh-destination.ts';
import type { AttachedRoute } from './routed-listener.ts';
import { type MeshShare, routedRoute } from './routed-route.ts';

/** What stands before the ports of a Service in a mesh. */
export interface MeshRouting {
  readonly groups: readonly MeshRoutes[];
  /** Ports by number and transport. */
  readonly ports: readonly { readonly port: number; readonly transport: string }[];
  readonly incomplete: boolean;
}

export const meshRouting = verdictRule<MeshRouting>('meshRouting', function* (service, key) {
  const groups = new Map<string, MeshRoutes & { readonly routes: AttachedRoute[] }>();
  const routes = yield* routesOf({ key, isDefault: false, indexes: routesByParent });
  let { complete } = routes;
  for (const route of routes.keys) {
    const answer = yield* verdict(routedRoute, route);
    if (answer.state !== 'judged') continue;
    if (answer.value.unsure.some((parent) => sameKey(parent, key))) complete = false;
    for (const [port, attached] of portsBefore(service, key, answer.value.services)) {
      const { namespace = '' } = route;
      const id = `${port} ${namespace} ${route.kind}`;
      const known = groups.get(id);
      if (known === undefined) groups.set(id, { port, namespace, kind: route.kind, routes: [attached] });
      else known.routes.push(attached);
    }
  }
  const ports = servicePorts(service).map((port) => ({
    port: asNumber(port['port']) ?? 0,
    transport: protocolOf(port),
  }));
  return { groups: [...groups.values()], ports, incomplete: !complete };
});

/** Each port of the Service that a route stands before, once. */
function portsBefore(
  service: RawObject,
  key: ObjectKey,
  shares: readonly MeshShare[],
): ReadonlyMap<number, AttachedRoute> {
  const ports = new Map<number, AttachedRoute>();
  for (const share of shares) {
    if (!sameKey(share.service, key)) continue;
    for (const port of servicePorts(service)) {
      const number = asNumber(port['port']);
      if (number !== undefined && isSelected(port, share)) ports.set(number, share.attached);
    }
  }
  return ports;
}

function isSelected(candidate: JsonObject, { port, sectionName, attached }: MeshShare): boolean {
  return (
    protocolOf(candidate) === transportOf(attached.route.kind) &&
    (port === undefined || asNumber(candidate['port']) === port) &&
    (sectionName === undefined || asString(candidate['name']) === sectionName)
  );
}
