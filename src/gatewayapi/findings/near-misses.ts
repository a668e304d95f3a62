import { formatKey, type ObjectKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { listObjects, type Rule } from '../fact.ts';
import { REFERENCE_GRANT } from '../groups.ts';
import type { Reference } from '../reference.ts';
import { differenceText, type GrantDifference, onlyDifference } from './grant-difference.ts';

/** A ReferenceGrant that would allow a reference but for one thing. */
export interface NearMiss {
  readonly grant: ObjectKey;
  readonly difference: GrantDifference;
}

const MOST_TOLD = 3;

/** Of the grants where the referent is, and of those that stand at the wrong end. */
export function* nearMisses({ from, target }: Reference): Rule<readonly NearMiss[]> {
  const near: NearMiss[] = [];
  for (const namespace of [target.namespace, from.namespace]) {
    if (namespace === undefined) continue;
    const answer = yield* listObjects(REFERENCE_GRANT, namespace);
    for (const grant of answer.state === 'listed' ? answer.objects : []) {
      const difference = onlyDifference(grant, { from, target });
      if (difference !== undefined) near.push({ grant: keyOf(grant), difference });
    }
  }
  return near.slice(0, MOST_TOLD);
}

export function nearMissText({ grant, difference }: NearMiss): string {
  return `${formatKey(grant)} nearly allows it: ${differenceText(difference)}.`;
}
