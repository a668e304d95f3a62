import { formatKey } from '../../../kube/object-key.ts';
import { verdict } from '../../fact.ts';
import { REFERENCE_GRANT } from '../../groups.ts';
import { danglingEntries } from '../dangling-entries.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';
import { differenceText } from '../grant-difference.ts';
import { grantUsage } from '../grant-usage.ts';

/** ReferenceGrants that allow nothing now, or name what is not there. Of several reasons the nearest one is told. */
export const idleGrants: FindingRule = {
  codes: ['GRANT_DANGLING', 'GRANT_NEAR_MISS', 'GRANT_UNUSED', 'GROUP_CORE'],
  kinds: [REFERENCE_GRANT],
  *find(grant, key) {
    const answer = yield* verdict(grantUsage, key);
    if (answer.state !== 'judged') return [];
    const { used, nearMiss, complete } = answer.value;
    if (nearMiss !== undefined) {
      const { reference, difference } = nearMiss;
      return [
        findingOf(key, {
          code: 'GRANT_NEAR_MISS',
          message: `it allows no reference, and would allow ${reference.path} of ${formatKey(reference.from)} to ${formatKey(reference.target)} but for one thing: ${differenceText(difference)}`,
          path: difference.path,
          hint: `Change ${difference.path} to ${JSON.stringify(difference.needed)} if the grant is meant for that reference.`,
          related: [reference.from, reference.target],
        }),
      ];
    }
    const dangling = yield* danglingEntries(grant, key, used);
    if (dangling.length > 0 || used.length > 0 || !complete) return dangling;
    return [
      findingOf(key, {
        code: 'GRANT_UNUSED',
        message: 'no reference needs it',
        path: 'spec',
        hint: 'Delete it, unless what refers is still to come: it keeps a namespace open for nothing.',
      }),
    ];
  },
};
