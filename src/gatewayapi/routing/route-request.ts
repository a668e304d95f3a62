import { findRule } from './find-rule.ts';
import { hostnameRank, NO_MATCH } from './hostname-levels.ts';
import { MatchContext } from './match-context.ts';
import type { RoutedListener } from './routed-listener.ts';
import type { IndexOf, RouteScope, Routing, RoutingMode } from './routing.ts';
import { selectListener } from './select-listener.ts';
import { type RequestInput, type SentRequest, sentRequest } from './sent-request.ts';
import { unsettledPath } from './unsettled-path.ts';

export interface GatewayRoutingInput {
  readonly request: RequestInput;
  /** The port dialled; absent for the scheme's own. */
  readonly port?: number | undefined;
  /** Those that serve traffic, own and merged. */
  readonly listeners: readonly RoutedListener[];
  /** @default true; false where the controller is known not to keep listeners apart. */
  readonly isolated?: boolean | undefined;
  readonly indexOf: IndexOf;
}

interface ProtocolRules {
  readonly mode: RoutingMode;
  readonly kinds: readonly string[];
}

const PROTOCOLS: { readonly [protocol: string]: ProtocolRules } = {
  HTTP: { mode: 'rules', kinds: ['GRPCRoute', 'HTTPRoute'] },
  HTTPS: { mode: 'rules', kinds: ['GRPCRoute', 'HTTPRoute'] },
  TLS: { mode: 'serverName', kinds: ['TLSRoute', 'TCPRoute'] },
  TCP: { mode: 'first', kinds: ['TCPRoute'] },
  UDP: { mode: 'first', kinds: ['UDPRoute'] },
};

/**
 * semantics.md D.1 to D.3, D.6, D.7: the listener that takes the request, and among its routes alone (isolation) the
 * rule that gets it.
 */
export function routeRequest(input: GatewayRoutingInput): Routing {
  const { request, port, listeners, isolated = true, indexOf } = input;
  const sent = sentRequest(request);
  const selection = selectListener(listeners, sent, port);
  const base = { sent, selection, listeners, opaque: unsettledPath(sent) };
  if (selection.state === 'none') return { ...base, port: selection.port };
  const { listener } = selection;
  const opaque = isolated ? base.opaque : [...base.opaque, ...sharedHosts(listeners, listener, sent)];
  const arrived = { ...base, listener, port: listener.port, opaque };
  const rules = PROTOCOLS[listener.protocol];
  // Inside an HTTPS listener's TLS there is HTTP, and a bare TLS client sends none.
  if (selection.state !== 'selected' || rules === undefined || isBareTls(sent, rules)) return arrived;
  const index = indexOf(listener.routes);
  const scope: RouteScope = { ...rules, index, context: new MatchContext(sent, index.patterns) };
  return { ...arrived, scope, found: findRule(scope) };
}

/** Without the feature GatewayHTTPListenerIsolation, a less specific listener may answer for a more specific one. */
function sharedHosts(
  listeners: readonly RoutedListener[],
  selected: RoutedListener,
  { hostname }: SentRequest,
): readonly string[] {
  const others = listeners.filter(
    (other) =>
      other !== selected &&
      other.port === selected.port &&
      other.protocol === selected.protocol &&
      hostnameRank(other.hostname ?? '', hostname) !== NO_MATCH,
  );
  if (others.length === 0) return [];
  const names = others.map(({ name }) => name).join(', ');
  return [
    `whether routes of listener ${names} answer, too: the controller does not report GatewayHTTPListenerIsolation`,
  ];
}

function isBareTls({ scheme }: SentRequest, { mode }: ProtocolRules): boolean {
  return scheme === 'TLS' && mode === 'rules';
}
