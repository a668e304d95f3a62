import type { ClusterView, ViewHypothesis } from '../src/context/cluster-view.ts';
import type { ExecutionBudget } from '../src/context/execution-budget.ts';
import type { Judged, VerdictRule } from '../src/gatewayapi/fact.ts';
import type { MaybePromise } from '../src/kube/maybe-promise.ts';
import type { ObjectKey } from '../src/kube/object-key.ts';

/** To judge an object takes about as long as visiting so many values. */
export const OBJECT_COST = 32;

/** What a rule says of many objects, in their order; over memory with pauses, for others to have a turn. */
export async function verdictsOf<T>(
  view: ClusterView,
  { rule, keys }: { readonly rule: VerdictRule<T>; readonly keys: readonly ObjectKey[] },
  budget: ExecutionBudget | undefined,
): Promise<readonly Judged<T>[]> {
  const verdicts: MaybePromise<Judged<T>>[] = [];
  for (const key of keys) {
    verdicts.push(view.verdict(rule, key));
    const turn = charge(budget);
    if (turn !== undefined) await turn;
  }
  return await Promise.all(verdicts);
}

/** The objects about which a rule may say something else than in the base; undefined where nobody knows. */
export async function reachedKeys(
  { verdicts }: ViewHypothesis,
  rule: VerdictRule<unknown>,
  budget: ExecutionBudget | undefined,
): Promise<readonly ObjectKey[] | undefined> {
  for (const _ of verdicts?.follow() ?? []) {
    const turn = charge(budget);
    if (turn !== undefined) await turn;
  }
  return verdicts?.reached(rule);
}

/** Charges for one object; a promise where others are to have their turn before it goes on. */
function charge(budget: ExecutionBudget | undefined): Promise<void> | undefined {
  if (budget === undefined) return undefined;
  if (!budget.spend(OBJECT_COST)) throw budget.failure;
  return budget.paused ? new Promise((resolve) => budget.defer(resolve)) : undefined;
}
