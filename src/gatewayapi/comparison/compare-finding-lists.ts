import { objectKeyId } from '../../kube/object-key.ts';
import type { Finding, FindingCode } from '../finding.ts';

export interface FindingChanges<F extends Finding> {
  /** Found afterwards and not before, in the order of the list after. */
  readonly introduced: readonly F[];
  /** Found before and not afterwards, in the order of the list before. */
  readonly resolved: readonly F[];
}

/**
 * They say where a controller is behind. After a change it always is, for a moment, so that they would tell of every
 * object that is touched and of none that is broken.
 */
const OF_CONTROLLERS: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'STATUS_ABSENT',
  'STATUS_DISAGREES',
  'STATUS_NEVER_REPORTED',
  'STATUS_STALE',
]);

/**
 * What two lists of findings differ by. A finding is the same where object, code, field and message are, wherever in a
 * list the field stands: a rule that is put before another does not make the other's findings new ones.
 */
export function compareFindingLists<F extends Finding>(
  before: readonly F[],
  after: readonly F[],
): FindingChanges<F> {
  return { introduced: without(after, before), resolved: without(before, after) };
}

/** Each of `others` takes one of its like away. */
function without<F extends Finding>(findings: readonly F[], others: readonly F[]): readonly F[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(identity(other), (left.get(identity(other)) ?? 0) + 1);
  return findings.filter((finding) => {
    if (OF_CONTROLLERS.has(finding.code)) return false;
    const count = left.get(identity(finding)) ?? 0;
    left.set(identity(finding), count - 1);
    return count <= 0;
  });
}

function identity({ object, code, path = '', message }: Finding): string {
  return JSON.stringify([objectKeyId(object), code, path.replaceAll(/\[\d+\]/g, '[]'), message]);
}
