import type { ClusterView } from '../src/context/cluster-view.ts';
import type { ExecutionBudget } from '../src/context/execution-budget.ts';
import type { VerdictRule } from '../src/gatewayapi/fact.ts';
import { listServed } from '../src/gatewayapi/findings/list-served.ts';
import { STATUS_RULES } from '../src/gatewayapi/status/status-rules.ts';
import { type GroupKind, type ObjectKey, objectKeyId } from '../src/kube/object-key.ts';
import { keyOf } from '../src/kube/raw-object.ts';
import { verdictsOf } from './verdicts-of.ts';

/** Moments of which every status has been computed. */
const computed = new WeakSet<object>();

/** Computes the status of every object of a view, unless somebody has done so before. */
export async function computeStatuses(view: ClusterView, budget: ExecutionBudget | undefined): Promise<void> {
  // Without an audience others may list less at the same moment: of what they do not see nothing has been computed.
  const moment = view.reader.audience === undefined ? undefined : view.verdicts?.moment;
  if (moment !== undefined && computed.has(moment)) return;
  for (const rule of new Set(STATUS_RULES.map(([, each]) => each))) {
    await verdictsOf(view, { rule, keys: await keysOfStatuses([view], rule) }, budget);
  }
  if (moment !== undefined) computed.add(moment);
}

/** The kinds whose status a rule computes. */
export function kindsOf(rule: VerdictRule<unknown>): readonly GroupKind[] {
  return STATUS_RULES.filter(([, each]) => each === rule).map(([kind]) => kind);
}

/** The objects of some views whose status a rule computes. What may not be listed is left out, and told in `extensions`. */
export async function keysOfStatuses(
  views: readonly ClusterView[],
  rule: VerdictRule<unknown>,
): Promise<readonly ObjectKey[]> {
  const keys = new Map<string, ObjectKey>();
  for (const kind of kindsOf(rule)) {
    for (const view of views) {
      const answer = await view.run(listServed(kind, undefined));
      for (const object of answer.state === 'listed' ? answer.objects : []) {
        keys.set(objectKeyId(keyOf(object)), keyOf(object));
      }
    }
  }
  return [...keys.values()];
}
