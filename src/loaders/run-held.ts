import type { FactAnswer, FactRequest, Judged, Rule } from '../gatewayapi/fact.ts';

/** Runs a rule over facts that are at hand; undefined where it asks for one that is not. */
export function runHeld(
  rule: Rule<Judged<unknown>>,
  answer: (request: FactRequest) => FactAnswer | undefined,
): Judged<unknown> | undefined {
  let step = rule.next();
  while (step.done !== true) {
    const known = answer(step.value);
    if (known === undefined) return undefined;
    step = rule.next(known);
  }
  return step.value;
}
