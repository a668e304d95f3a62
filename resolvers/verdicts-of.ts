import type { ClusterView } from '../src/context/cluster-view.ts';
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
    if (budget === undefined) continue;
    if (!budget.spend(OBJECT_COST)) throw budget.failure;
    if (budget.paused) await new Promise<void>((resolve) => budget.defer(resolve));
  }
  return await Promise.all(verdicts);
}
