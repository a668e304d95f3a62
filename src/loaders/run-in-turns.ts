import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rule } from '../gatewayapi/fact.ts';
import { isPromise, type MaybePromise } from '../kube/maybe-promise.ts';
import type { FactSource } from './run-rule.ts';

/** Questions between two turns of others: a few milliseconds over memory. */
const TURN = 2_048;

/** Runs a rule that may ask many questions: a short one gives a value, a long one lets others have their turns. */
export function runInTurns<T>(rule: Rule<T>, facts: FactSource): MaybePromise<T> {
  return proceed(rule, rule.next(), facts);
}

type Step<T> = ReturnType<Rule<T>['next']>;

function proceed<T>(rule: Rule<T>, first: Step<T>, facts: FactSource): MaybePromise<T> {
  let step = first;
  for (let asked = 0; step.done !== true; asked += 1) {
    if (asked === TURN) return nextTurn().then(() => proceed(rule, step, facts));
    const answer = facts.answer(step.value);
    if (isPromise(answer)) return answer.then((value) => proceed(rule, rule.next(value), facts));
    step = rule.next(answer);
  }
  return step.value;
}
