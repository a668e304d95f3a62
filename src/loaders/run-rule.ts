import type { FactAnswer, FactRequest, Rule } from '../gatewayapi/fact.ts';
import { isPromise, type MaybePromise } from '../kube/maybe-promise.ts';

/** Answers what a rule asks: `lookup` with a Lookup, `list` with a ListResult and so on (see `fact.ts`). */
export interface FactSource {
  answer(request: FactRequest): MaybePromise<FactAnswer>;
}

/** Runs a rule to its end. Over a source that answers with values the result is a value too. */
export function runRule<T>(rule: Rule<T>, facts: FactSource): MaybePromise<T> {
  return proceed(rule, rule.next(), facts);
}

function proceed<T>(
  rule: Rule<T>,
  first: IteratorResult<FactRequest, T>,
  facts: FactSource,
): MaybePromise<T> {
  let step = first;
  while (step.done !== true) {
    const answer = facts.answer(step.value);
    if (isPromise(answer)) return answer.then((value) => proceed(rule, rule.next(value), facts));
    step = rule.next(answer);
  }
  return step.value;
}
