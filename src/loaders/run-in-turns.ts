import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rule } from '../gatewayapi/fact.ts';
import { isPromise, type MaybePromise } from '../kube/maybe-promise.ts';
import type { FactSource } from './run-rule.ts';

/** Most questions between two turns of others: a few milliseconds over memory where they are simple ones. */
const TURN = 2_048;
/** Most milliseconds, looked at every few questions: a verdict that nobody has asked for before takes its time. */
const SLICE_MS = 10;
const LOOK = 32;

/** What a long rule is part of. */
export interface Course {
  /** Why nobody waits for the rule any more. */
  readonly failure: Error | undefined;
}

/**
 * Runs a rule that may ask many questions: a short one gives a value, a long one lets others have their turns. Once
 * its course has failed it ends with the failure, at its next turn.
 */
export function runInTurns<T>(rule: Rule<T>, facts: FactSource, course?: Course): MaybePromise<T> {
  return proceed(rule, rule.next(), facts, course);
}

type Step<T> = ReturnType<Rule<T>['next']>;

function proceed<T>(
  rule: Rule<T>,
  first: Step<T>,
  facts: FactSource,
  course: Course | undefined,
): MaybePromise<T> {
  if (course?.failure !== undefined) throw course.failure;
  let step = first;
  const began = performance.now();
  for (let asked = 0; step.done !== true; asked += 1) {
    const isLong = asked > 0 && asked % LOOK === 0 && performance.now() - began > SLICE_MS;
    if (asked === TURN || isLong) return nextTurn().then(() => proceed(rule, step, facts, course));
    const answer = facts.answer(step.value);
    if (isPromise(answer)) return answer.then((value) => proceed(rule, rule.next(value), facts, course));
    step = rule.next(answer);
  }
  return step.value;
}
