import type { JsonObject } from '../../kube/json.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { Premises } from '../premises.ts';

/** Why a rule of a route is invalid by itself; references that do not resolve are no such reason (semantics.md C.7). */
export interface RuleProblem {
  readonly reason: 'IncompatibleFilters' | 'UnsupportedValue';
  /** What is wrong, as a sentence without the rule's name. */
  readonly message: string;
}

export interface RuleCircumstances {
  readonly routeKind: string;
  readonly capabilities: Capabilities;
  readonly premises: Premises;
}

export type RuleCheck = (rule: JsonObject, circumstances: RuleCircumstances) => RuleProblem | undefined;

export function unsupported(message: string): RuleProblem {
  return { reason: 'UnsupportedValue', message };
}
