import { hostnameRank, NO_MATCH } from './hostname-levels.ts';
import type { RoutedListener } from './routed-listener.ts';
import type { RequestScheme, SentRequest } from './sent-request.ts';

export type ListenerSelection =
  | { readonly state: 'selected'; readonly listener: RoutedListener }
  /** The connection reached `sni`'s listener, the request names a host of another one (421). */
  | {
      readonly state: 'misdirected';
      readonly listener: RoutedListener;
      readonly other: RoutedListener;
    }
  /** Nobody listens on the port (`connection`), for the SNI (`sni`) or for the Host (`host`). */
  | {
      readonly state: 'none';
      readonly missing: 'connection' | 'sni' | 'host';
      readonly port: number | undefined;
    };

/** Protocols of listeners that a client of the scheme can talk to; the scheme's own first. */
const PROTOCOLS: { readonly [S in RequestScheme]: readonly string[] } = {
  HTTP: ['HTTP'],
  HTTPS: ['HTTPS', 'TLS'],
  GRPC: ['HTTP'],
  TLS: ['TLS', 'HTTPS'],
  TCP: ['TCP'],
  UDP: ['UDP'],
};

const WELL_KNOWN_PORTS: { readonly [S in RequestScheme]: number | undefined } = {
  HTTP: 80,
  HTTPS: 443,
  GRPC: 80,
  TLS: 443,
  TCP: undefined,
  UDP: undefined,
};

/**
 * semantics.md D.1: the one listener whose routes may answer. `port` is the port dialled; without it the scheme's
 * well-known port where a listener of its protocol has it, else the port of the first such listener.
 */
export function selectListener(
  listeners: readonly RoutedListener[],
  request: SentRequest,
  port: number | undefined,
): ListenerSelection {
  const scheme = request.scheme === 'GRPC' && request.tls ? 'HTTPS' : request.scheme;
  const dialled = port ?? defaultPort(listeners, scheme);
  const candidates = listeners.filter(
    (listener) => listener.port === dialled && PROTOCOLS[scheme].includes(listener.protocol),
  );
  const [first] = candidates;
  if (first === undefined) return { state: 'none', missing: 'connection', port: dialled };
  if (request.tls) return selectByServerName(candidates, request, dialled);
  if (request.scheme === 'TCP' || request.scheme === 'UDP') return { state: 'selected', listener: first };
  const listener = bestListener(candidates, request.hostname);
  if (listener === undefined) return { state: 'none', missing: 'host', port: dialled };
  return { state: 'selected', listener };
}

function selectByServerName(
  candidates: readonly RoutedListener[],
  request: SentRequest,
  port: number | undefined,
): ListenerSelection {
  const listener = bestListener(candidates, request.sni);
  if (listener === undefined) return { state: 'none', missing: 'sni', port };
  // Bytes inside a TLS listener's connection are nobody's HTTP; only HTTPS listeners look at Host.
  if (listener.protocol !== 'HTTPS' || request.scheme === 'TLS') return { state: 'selected', listener };
  const other = bestListener(candidates, request.hostname);
  if (other === undefined) return { state: 'none', missing: 'host', port };
  return other === listener ? { state: 'selected', listener } : { state: 'misdirected', listener, other };
}

function bestListener(candidates: readonly RoutedListener[], hostname: string): RoutedListener | undefined {
  let best: RoutedListener | undefined;
  let bestRank = NO_MATCH;
  for (const listener of candidates) {
    const rank = hostnameRank(listener.hostname ?? '', hostname);
    if (rank > bestRank) [best, bestRank] = [listener, rank];
  }
  return best;
}

function defaultPort(listeners: readonly RoutedListener[], scheme: RequestScheme): number | undefined {
  const wellKnown = WELL_KNOWN_PORTS[scheme];
  const speaking = PROTOCOLS[scheme].flatMap((protocol) =>
    listeners.filter((listener) => listener.protocol === protocol),
  );
  return speaking.find(({ port }) => port === wellKnown)?.port ?? speaking[0]?.port;
}
