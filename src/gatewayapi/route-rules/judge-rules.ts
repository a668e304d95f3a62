import { asList, getIn, isObject } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { isFalse, isTrue } from '../conditions/computed-condition.ts';
import { checkFeatures } from './check-features.ts';
import {
  checkFilterCombinations,
  checkFilterTypes,
  checkMirrors,
  checkPathReplacements,
  checkRedirectBackends,
  checkRedirects,
} from './check-filters.ts';
import {
  checkGrpcMethods,
  checkMethods,
  checkPathMatches,
  checkPatterns,
  checkValueMatches,
} from './check-matches.ts';
import { checkTimeouts } from './check-timeouts.ts';
import type { RuleCheck, RuleCircumstances, RuleProblem } from './rule-problem.ts';

/** Rules of the other kinds hold nothing but references. */
const CHECKS: { readonly [routeKind: string]: readonly RuleCheck[] } = {
  HTTPRoute: [
    checkFilterCombinations,
    checkFilterTypes,
    checkRedirectBackends,
    checkRedirects,
    checkPathReplacements,
    checkMirrors,
    checkPathMatches,
    checkMethods,
    checkValueMatches,
    checkPatterns,
    checkTimeouts,
    checkFeatures,
  ],
  GRPCRoute: [
    checkFilterCombinations,
    checkFilterTypes,
    checkMirrors,
    checkGrpcMethods,
    checkValueMatches,
    checkPatterns,
  ],
};

export interface RulesVerdict {
  /** The condition that refuses the route: all rules are invalid. */
  readonly refusal: ComputedCondition | undefined;
  /** The condition that says which rules are dropped, when others remain. */
  readonly partiallyInvalid: ComputedCondition | undefined;
  /** Positions in `spec.rules` of what is dropped. */
  readonly droppedRules: readonly number[];
}

const SOUND: RulesVerdict = { refusal: undefined, partiallyInvalid: undefined, droppedRules: [] };
const MOST_TOLD = 5;

/** semantics.md C.7: what the rules of a route come to by themselves. */
export function judgeRules(route: RawObject, circumstances: RuleCircumstances): RulesVerdict {
  const rules = asList(getIn(route, 'spec', 'rules'));
  const problems = ruleProblems(route, circumstances);
  if (problems.size === 0) return SOUND;
  const message = describe(problems);
  const droppedRules = [...problems.keys()];
  if (problems.size < rules.length) {
    const partiallyInvalid = isTrue('PartiallyInvalid', 'UnsupportedValue', `Dropped Rule: ${message}`);
    return { refusal: undefined, partiallyInvalid, droppedRules };
  }
  const incompatible = [...problems.values()].every(({ reason }) => reason === 'IncompatibleFilters');
  const reason = incompatible ? 'IncompatibleFilters' : 'UnsupportedValue';
  return { refusal: isFalse('Accepted', reason, message), partiallyInvalid: undefined, droppedRules };
}

/** What is wrong with the rules of a route by themselves, by their positions in `spec.rules`. */
export function ruleProblems(
  route: RawObject,
  circumstances: RuleCircumstances,
): ReadonlyMap<number, RuleProblem> {
  const checks = CHECKS[circumstances.routeKind] ?? [];
  const problems = new Map<number, RuleProblem>();
  for (const [index, rule] of asList(getIn(route, 'spec', 'rules')).entries()) {
    const problem = isObject(rule) ? firstProblem(checks, rule, circumstances) : undefined;
    if (problem !== undefined) problems.set(index, problem);
  }
  return problems;
}

function firstProblem(
  checks: readonly RuleCheck[],
  rule: Parameters<RuleCheck>[0],
  circumstances: RuleCircumstances,
): RuleProblem | undefined {
  for (const check of checks) {
    const problem = check(rule, circumstances);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function describe(problems: ReadonlyMap<number, RuleProblem>): string {
  const told = [...problems]
    .slice(0, MOST_TOLD)
    .map(([index, { message }]) => `spec.rules[${index}]: ${message}`);
  const untold = problems.size - told.length;
  return untold > 0 ? `${told.join('; ')}; and ${untold} more` : told.join('; ');
}
