import { asString } from '../../kube/json.ts';
import { keyOf } from '../../kube/raw-object.ts';
import type { FoundMatch } from './find-match.ts';
import { type MatchEntry, routeOf } from './match-entry.ts';
import { mismatchMessage } from './mismatch-message.ts';
import { byAgeOrName, byHostname, type Decision, outrankedBy } from './outranked-step.ts';
import type { AttachedRoute } from './routed-listener.ts';
import type { FoundRule, RouteScope } from './routing.ts';
import type { SimulationStep } from './simulation-step.ts';

const WON = { verdict: 'WON', message: 'it has the highest precedence' } as const;

/** A match that the request meets: the winner, or what it loses by. */
export function matchStep(match: FoundMatch, winner: FoundMatch): SimulationStep {
  const place = entryPlace(match.entry, match.hostname);
  if (match.entry === winner.entry && match.hostname === winner.hostname) return { ...place, ...WON };
  return { ...place, verdict: 'OUTRANKED', ...outrankedBy(match, winner) };
}

/** What of a match the request does not meet; undefined when it meets it all. */
export function mismatchStep(
  entry: MatchEntry,
  hostname: string,
  { context }: RouteScope,
): SimulationStep | undefined {
  const mismatch = context.mismatch(entry);
  if (mismatch === undefined) return undefined;
  const message = mismatchMessage(mismatch, entry, context);
  return { ...entryPlace(entry, hostname), verdict: 'NOT_MATCHED', decidedBy: mismatch, message };
}

function entryPlace(entry: MatchEntry, hostname: string) {
  const route = routeOf(entry);
  return {
    key: keyOf(route),
    route,
    ruleIndex: entry.rule.index,
    ruleName: asString(entry.rule.node['name']),
    matchIndex: entry.matchIndex,
    hostname,
  };
}

/** A route without matches that stands on a name the client asked for. */
export function nameStep(attached: AttachedRoute, hostname: string, found: FoundRule): SimulationStep {
  const place = { key: keyOf(attached.route), route: attached.route, ruleIndex: 0, hostname };
  if (attached === found.attached && hostname === found.hostname) return { ...place, ...WON };
  return { ...place, verdict: 'OUTRANKED', ...nameDecision(attached, hostname, found) };
}

function nameDecision({ route }: AttachedRoute, hostname: string, found: FoundRule): Decision {
  if (route.kind !== found.route.kind) {
    return { decidedBy: 'KIND', message: `a ${found.route.kind} goes before a ${route.kind}` };
  }
  return hostname === found.hostname ? byAgeOrName(route, found.route) : byHostname(hostname, found.hostname);
}
