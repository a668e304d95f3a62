import { asList, asString, getIn, type JsonObject } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { type Capabilities, supports } from '../capabilities/capabilities.ts';
import { GATEWAY_GROUP, GRPC_ROUTE, HTTP_ROUTE, TCP_ROUTE, TLS_ROUTE, UDP_ROUTE } from '../groups.ts';

/** semantics.md C.5: the route kinds that each protocol can carry. */
const BY_PROTOCOL: { readonly [protocol: string]: readonly GroupKind[] } = {
  HTTP: [HTTP_ROUTE, GRPC_ROUTE],
  HTTPS: [HTTP_ROUTE, GRPC_ROUTE],
  TLS: [TLS_ROUTE],
  TCP: [TCP_ROUTE],
  UDP: [UDP_ROUTE],
};

/** The route kinds of a protocol that a controller knows; [] for a protocol that it does not support. */
export function kindsOfProtocol(protocol: string, capabilities: Capabilities): readonly GroupKind[] {
  if (Object.hasOwn(BY_PROTOCOL, protocol)) {
    return (BY_PROTOCOL[protocol] ?? []).filter(({ kind }) => supports(capabilities, kind));
  }
  const further = capabilities.protocols ?? {};
  return Object.hasOwn(further, protocol) ? (further[protocol] ?? []) : [];
}

export interface RouteKinds {
  readonly supportedKinds: readonly GroupKind[];
  readonly refusedKinds: readonly GroupKind[];
}

/** What `allowedRoutes.kinds` of a listener leaves of the kinds that it could have, in the order of the list. */
export function routeKinds(listener: JsonObject, possible: readonly GroupKind[]): RouteKinds {
  const wanted = asList(getIn(listener, 'allowedRoutes', 'kinds')).map((item) => ({
    group: asString(getIn(item, 'group')) ?? GATEWAY_GROUP,
    kind: asString(getIn(item, 'kind')) ?? '',
  }));
  if (wanted.length === 0) return { supportedKinds: possible, refusedKinds: [] };
  const ids = new Set(possible.map(groupKindId));
  const distinct = [...new Map(wanted.map((kind) => [groupKindId(kind), kind])).values()];
  return {
    supportedKinds: distinct.filter((kind) => ids.has(groupKindId(kind))),
    refusedKinds: distinct.filter((kind) => !ids.has(groupKindId(kind))),
  };
}
