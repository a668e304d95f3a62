import { asList, asObject, asString, type Json, type JsonObject } from '../../kube/json.ts';
import type { AccessQuestion } from './access-question.ts';

/**
 * What SelfSubjectRulesReview says of one namespace. It is no decision: the API server itself calls it a list for user
 * interfaces. But rules only ever add rights, so that what no rule of a complete list allows need not be asked for.
 */
export class RuleHint {
  readonly #rules: readonly JsonObject[];
  readonly #complete: boolean;

  private constructor(rules: readonly JsonObject[], complete: boolean) {
    this.#rules = rules;
    this.#complete = complete;
  }

  /** Says nothing. */
  static readonly NONE = new RuleHint([], false);

  /** Of the `status` of a review. */
  static of(status: Json | undefined): RuleHint {
    const { resourceRules, incomplete, evaluationError } = asObject(status);
    const complete = incomplete !== true && !evaluationError && Array.isArray(resourceRules);
    return new RuleHint(asList(resourceRules).map(asObject), complete);
  }

  /** Whether the answer may be yes. */
  leavesOpen(question: AccessQuestion): boolean {
    return !this.#complete || this.#rules.some((rule) => mayAllow(rule, question));
  }
}

function mayAllow(rule: JsonObject, { verb, group, resource, name }: AccessQuestion): boolean {
  return (
    holds(rule['verbs'], verb) &&
    holds(rule['apiGroups'], group) &&
    holds(rule['resources'], resource) &&
    holdsName(rule['resourceNames'], name)
  );
}

function holds(list: Json | undefined, wanted: string): boolean {
  return asList(list).some((item) => item === '*' || item === wanted);
}

/** A rule for some names says nothing of all names. */
function holdsName(list: Json | undefined, name: string | undefined): boolean {
  const names = asList(list);
  return names.length === 0 || (name !== undefined && names.some((item) => asString(item) === name));
}
