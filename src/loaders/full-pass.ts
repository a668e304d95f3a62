import type { VerdictRule } from '../gatewayapi/fact.ts';
import { STATUS_INDEXES, STATUS_RULES } from '../gatewayapi/status/status-rules.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import { keyOf, type RawObject } from '../kube/raw-object.ts';
import type { HeldFacts } from './held-facts.ts';
import { inSlices, type Pace } from './in-slices.ts';
import type { VerdictStore } from './verdict-store.ts';

/**
 * Computes the status of every object, or brings it up to date, in slices that let others run. Whoever asks for one
 * of them in the meantime gets it at once.
 */
export async function fullPass(store: VerdictStore, facts: HeldFacts, pace: Pace): Promise<void> {
  for (const { index, neededBy } of STATUS_INDEXES) {
    const isNeeded = neededBy === undefined || neededBy.some((kind) => listed(facts, kind).length > 0);
    if (isNeeded) await inSlices(store.prepare(index), pace);
  }
  await inSlices(store.settle(), pace);
  await inSlices(store.compute(allStatuses(facts)), pace);
}

function* allStatuses(facts: HeldFacts): Iterable<readonly [VerdictRule<unknown>, ObjectKey]> {
  for (const [kind, rule] of STATUS_RULES) {
    for (const object of listed(facts, kind)) yield [rule, keyOf(object)];
  }
}

function listed(facts: HeldFacts, kind: GroupKind): readonly RawObject[] {
  const answer = facts.answer({ fact: 'list', kind, namespace: undefined });
  return answer !== undefined && 'objects' in answer ? answer.objects : [];
}
