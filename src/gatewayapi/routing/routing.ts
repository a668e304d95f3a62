import type { ObjectKey } from '../../kube/object-key.ts';
import type { MatchContext } from './match-context.ts';
import type { MatchEntry } from './match-entry.ts';
import type { RouteIndex } from './route-index.ts';
import type { AttachedRoute, RoutedListener } from './routed-listener.ts';
import type { ListenerSelection } from './select-listener.ts';
import type { SentRequest } from './sent-request.ts';
import type { MatchedRule } from './simulation.ts';

/** How the routes of a listener divide its requests. */
export type RoutingMode =
  /** Rules are matched with each request (HTTPRoute, GRPCRoute). */
  | 'rules'
  /** The server name alone decides (TLSRoute). */
  | 'serverName'
  /** One route has them all (TCPRoute, UDPRoute). */
  | 'first';

export interface FoundRule extends MatchedRule {
  readonly attached: AttachedRoute;
  /** The effective hostname under which the rule was found; "" is any. */
  readonly hostname: string;
  /** Absent where rules have no matches. */
  readonly entry?: MatchEntry | undefined;
}

/** Routes among which a request was routed, for the trace. */
export interface RouteScope {
  readonly mode: RoutingMode;
  readonly kinds: readonly string[];
  readonly index: RouteIndex;
  readonly context: MatchContext;
}

/** Where a request ended up, before anything is known about backends. */
export interface Routing {
  readonly sent: SentRequest;
  /** Absent in a mesh. */
  readonly selection?: ListenerSelection | undefined;
  readonly listener?: RoutedListener | undefined;
  readonly listeners: readonly RoutedListener[];
  /** The port of the listener, or of the mesh Service. */
  readonly port: number | undefined;
  readonly scope?: RouteScope | undefined;
  readonly found?: FoundRule | undefined;
  /** The mesh Service itself, when no route stands before it. */
  readonly direct?: { readonly target: ObjectKey; readonly port: number } | undefined;
  readonly opaque: readonly string[];
}

/** Gives the index of a list of routes, the same one for the same list. */
export type IndexOf = (routes: readonly AttachedRoute[]) => RouteIndex;
