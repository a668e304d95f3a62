import { type HeaderChanges, NO_CHANGES } from './header-changes.ts';
import type { Header, SentRequest } from './sent-request.ts';
import type { ForwardedRequest, SimulatedMirror, SimulatedRedirect } from './simulation.ts';

/** Where a request arrived and which rule has it. */
export interface ExchangeOrigin {
  readonly sent: SentRequest;
  /** As the gateway sees it: `http` or `https`. */
  readonly scheme: string;
  readonly listenerPort: number;
  /** The prefix that the rule's match compared, where it compared one. */
  readonly matchedPrefix: string | undefined;
}

/** A request and its response on their way through filters. Each filter gives the next one a new exchange. */
export interface Exchange extends ExchangeOrigin {
  readonly host: string | undefined;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly responseHeaders: HeaderChanges;
  readonly mirrors: readonly SimulatedMirror[];
  readonly opaque: readonly string[];
  /** Set by a filter that answers itself: later filters and backends never see the request. */
  readonly answer?: GatewayAnswer | undefined;
}

export interface GatewayAnswer {
  readonly statusCode: number;
  readonly message: string;
  readonly redirect?: SimulatedRedirect | undefined;
}

export function openExchange(origin: ExchangeOrigin): Exchange {
  const { host, path, headers } = origin.sent;
  return { ...origin, host, path, headers, responseHeaders: NO_CHANGES, mirrors: [], opaque: [] };
}

export function forwardedRequest({ scheme, host, sent, path, headers }: Exchange): ForwardedRequest {
  return { scheme, host, method: sent.method, path: path + sent.query, headers };
}
