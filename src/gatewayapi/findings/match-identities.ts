import { asList, getIn } from '../../kube/json.ts';
import { verdictRule } from '../fact.ts';
import { GRPC_ROUTE } from '../groups.ts';
import { grpcConditions } from '../routing/grpc-conditions.ts';
import { httpConditions } from '../routing/http-conditions.ts';
import type { ValueCondition } from '../routing/match-entry.ts';
import { type MatchConditions, matchEntries } from '../routing/match-rules.ts';

/** One match of a route, and a text that is the same for all matches of the same requests. */
export interface MatchIdentity {
  readonly rule: number;
  readonly match: number;
  /** Whether it is written down: a rule without matches has one that is not. */
  readonly written: boolean;
  readonly id: string;
}

/** The matches of an HTTPRoute or GRPCRoute, those of rules that controllers drop included. */
export const matchIdentities = verdictRule<readonly MatchIdentity[]>('matchIdentities', function* (route) {
  const conditionsOf = route.kind === GRPC_ROUTE.kind ? grpcConditions : httpConditions;
  const rules = asList(getIn(route, 'spec', 'rules'));
  return matchEntries({ route, hostnames: [] }, conditionsOf).map((entry) => ({
    rule: entry.rule.index,
    match: entry.matchIndex,
    written: asList(getIn(rules[entry.rule.index], 'matches')).length > 0,
    id: identityOf(entry),
  }));
});

/**
 * Matches that meet the same requests and weigh the same (semantics.md D.2). Of the matches of one request, the more
 * special one goes first, so that a match can take all requests from another only where the two are equal.
 */
function identityOf(match: MatchConditions): string {
  const { pathType, path, service, grpcMethod, method = '', headers, params } = match;
  return JSON.stringify([pathType, path, service, grpcMethod, method, sorted(headers), sorted(params)]);
}

function sorted(conditions: readonly ValueCondition[]): readonly string[] {
  return conditions.map(({ name, value, pattern }) => JSON.stringify([name, value, pattern])).sort();
}
