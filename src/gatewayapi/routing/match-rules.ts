import { asList, getIn, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import type { MatchEntry, MatchRule } from './match-entry.ts';
import type { AttachedRoute } from './routed-listener.ts';

/** What one match says, without its place. */
export type MatchConditions = Omit<MatchEntry, 'rule' | 'matchIndex'>;

const NO_RULE: JsonObject = Object.freeze({});

/** A route without rules has one that matches everything, and a rule without matches one such match (D.2). */
const IMPLIED_RULES: readonly Json[] = [NO_RULE];
const IMPLIED_MATCHES: readonly Json[] = [NO_RULE];

/** Every match of a route's rules, in order. Rules that were dropped have none. */
export function matchEntries(
  attached: AttachedRoute,
  conditionsOf: (match: Json) => MatchConditions,
): readonly MatchEntry[] {
  const written = asList(getIn(attached.route, 'spec', 'rules'));
  const rules = written.length === 0 ? impliedRules(attached) : written;
  return rules.flatMap((node, index) => {
    if (!isObject(node) || attached.droppedRules?.includes(index) === true) return [];
    return entriesOfRule(attached, index, node, conditionsOf);
  });
}

/** D.3: a GRPCRoute without rules matches nothing. */
function impliedRules({ route }: AttachedRoute): readonly Json[] {
  return route.kind === 'GRPCRoute' ? [] : IMPLIED_RULES;
}

function entriesOfRule(
  attached: AttachedRoute,
  index: number,
  node: JsonObject,
  conditionsOf: (match: Json) => MatchConditions,
): readonly MatchEntry[] {
  const matches = asList(node['matches']);
  const conditions = (matches.length === 0 ? IMPLIED_MATCHES : matches).map(conditionsOf);
  const rule: MatchRule = { attached, index, node, patterns: conditions.flatMap(patternsOf) };
  return conditions.map((condition, matchIndex) => ({ rule, matchIndex, ...condition }));
}

function patternsOf({ pathType, path, service, grpcMethod, headers, params }: MatchConditions): string[] {
  const inPath = pathType === 'PATTERN' ? [path, service, grpcMethod].filter((text) => text !== '') : [];
  const inValues = [...headers, ...params].filter(({ pattern }) => pattern).map(({ value }) => value);
  return [...inPath, ...inValues];
}
