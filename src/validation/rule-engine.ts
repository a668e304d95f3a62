/**
 * A value as a rule sees it: what the schema calls an integer is a bigint, objects and maps are Maps, dates and
 * durations are whatever the engine made of them.
 */
export type RuleValue = unknown;

/** Runs the rules of `x-kubernetes-validations`. Passed in: the pure layer has no CEL of its own. */
export interface RuleEngine {
  /** Gives the same program for the same text, so that nothing is parsed twice. */
  compile(expression: string): RuleProgram | RuleProblem;
  /** A string with a format of its own in CEL (`date-time`, `duration`, ...) as the value that rules compute with. */
  scalar(format: string, text: string): RuleValue;
}

export interface RuleProgram {
  /** Such a rule compares with what is stored; there is nothing yet when an object is created. */
  readonly usesOldSelf: boolean;
  run(self: RuleValue, meter: StepMeter): RuleOutcome;
}

/** Why a rule cannot be run. */
export interface RuleProblem {
  readonly problem: string;
}

export type RuleOutcome =
  | { readonly state: 'value'; readonly value: RuleValue }
  /** It ran into an error, such as a field that is not there. */
  | { readonly state: 'failed'; readonly error: string }
  | { readonly state: 'exhausted' };

/** Steps that are left for the rules of one object: each turn of a loop is one. Who runs rules takes from it. */
export interface StepMeter {
  left: number;
}
