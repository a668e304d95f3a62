import { findRule } from './find-rule.ts';
import { MatchContext } from './match-context.ts';
import { type MeshDestination, meshRoutes } from './mesh-destination.ts';
import type { IndexOf, RouteScope, Routing, RoutingMode } from './routing.ts';
import { type RequestInput, type RequestScheme, type SentRequest, sentRequest } from './sent-request.ts';
import { unsettledPath } from './unsettled-path.ts';

export interface MeshRoutingInput {
  readonly request: RequestInput;
  readonly destination: MeshDestination;
  readonly indexOf: IndexOf;
}

interface KindRules {
  readonly mode: RoutingMode;
  /** Schemes that routes of the kind can read; others get no route. */
  readonly schemes: readonly RequestScheme[];
}

const KINDS: { readonly [kind: string]: KindRules } = {
  GRPCRoute: { mode: 'rules', schemes: ['GRPC'] },
  HTTPRoute: { mode: 'rules', schemes: ['HTTP', 'HTTPS', 'GRPC'] },
  TLSRoute: { mode: 'serverName', schemes: ['HTTPS', 'GRPC', 'TLS'] },
  TCPRoute: { mode: 'first', schemes: ['HTTP', 'HTTPS', 'GRPC', 'TLS', 'TCP'] },
  UDPRoute: { mode: 'first', schemes: ['UDP'] },
};

/**
 * semantics.md C.10: what a mesh does with a request to a Service. The Service is selected by address, so Host and
 * route hostnames play no part: routes come with the hostname "" (TLSRoutes with their own, for SNI).
 */
export function routeMeshRequest({ request, destination, indexOf }: MeshRoutingInput): Routing {
  const sent = sentRequest(request);
  const { service, port } = destination;
  const base = { sent, listeners: [], port, opaque: unsettledPath(sent) };
  const group = meshRoutes(destination, sent.scheme === 'UDP' ? 'UDP' : 'TCP');
  if (group === undefined) return { ...base, direct: { target: service, port } };
  const { kind, routes } = group;
  const rules = KINDS[kind];
  if (rules === undefined || !rules.schemes.includes(sent.scheme)) return base;
  const index = indexOf(routes);
  const context = new MatchContext(sent, index.patterns);
  const scope: RouteScope = { mode: rules.mode, kinds: [kind], index, context };
  return { ...base, scope, found: findRule(scope), opaque: [...base.opaque, ...insideTls(sent, rules)] };
}

function insideTls({ tls }: SentRequest, { mode }: KindRules): readonly string[] {
  return tls && mode === 'rules'
    ? ['whether the mesh can read requests inside a TLS connection of the client']
    : [];
}
