import type { CombinedReferences } from './combine-resolutions.ts';
import { type ComputedCondition, isFalse, isTrue } from './computed-condition.ts';

/** The condition that references come to. */
export function resolvedRefs(references: CombinedReferences): ComputedCondition {
  if (references.state === 'resolved') {
    return isTrue('ResolvedRefs', 'ResolvedRefs', 'all references resolve');
  }
  const { state, reason, message } = references;
  return state === 'broken'
    ? isFalse('ResolvedRefs', reason, message)
    : { type: 'ResolvedRefs', status: 'Unknown', reason, message };
}
