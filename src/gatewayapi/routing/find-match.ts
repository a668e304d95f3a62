import type { MatchContext } from './match-context.ts';
import type { MatchEntry } from './match-entry.ts';
import type { PathIndex } from './path-index.ts';
import type { HostLevel, MatchingKind, RouteIndex } from './route-index.ts';

/** A match that a request meets, and the hostname under which it stands. */
export interface FoundMatch {
  readonly hostname: string;
  readonly entry: MatchEntry;
}

/**
 * The match with the highest precedence (semantics.md D.2, D.3). The hostname counts first, so the levels are tried
 * in turn; where no rule on a more specific hostname matches, the next one is tried, as the specification says and
 * servers with virtual hosts do not.
 */
export function findMatch(index: RouteIndex, context: MatchContext): FoundMatch | undefined {
  for (const { hostname, index: paths } of hostLevels(index, context)) {
    for (const buckets of paths.candidates(context)) {
      const entry = buckets.best(context);
      if (entry !== undefined) return { hostname, entry };
    }
  }
  return undefined;
}

/** Every match that the request meets, the winner first. */
export function* allMatches(index: RouteIndex, context: MatchContext): Generator<FoundMatch> {
  for (const { hostname, index: paths } of hostLevels(index, context)) {
    for (const buckets of paths.candidates(context)) {
      for (const entry of buckets.all(context)) yield { hostname, entry };
    }
  }
}

/** Hostnames from the most specific; on each the kinds that can serve the request, the strongest first. */
export function* hostLevels(index: RouteIndex, context: MatchContext): Generator<HostLevel<PathIndex>> {
  const { scheme, hostname } = context.request;
  if (scheme !== 'GRPC') {
    yield* index.paths('HTTPRoute', hostname);
    return;
  }
  yield* byHostname(['GRPCRoute', 'HTTPRoute'], index, hostname);
}

function byHostname(kinds: readonly MatchingKind[], index: RouteIndex, hostname: string) {
  const levels = kinds.flatMap((kind) => [...index.paths(kind, hostname)]);
  // Stable: on one hostname the kinds keep their order.
  return levels.toSorted((a, b) => specificity(b.hostname) - specificity(a.hostname));
}

/** Orders hostnames that all match one name; no hostname is longer than an exact one counts. */
function specificity(hostname: string): number {
  return hostname.startsWith('*.') || hostname === '' ? hostname.length : Number.MAX_SAFE_INTEGER;
}
