import type { ObjectChange } from '../kube/object-change.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { compareBytes } from './compare-bytes.ts';

/**
 * What differs between two lists of one kind at two moments. Both are in the order of (namespace, name), and what has
 * not changed is identical.
 */
export function listChanges(old: readonly RawObject[], now: readonly RawObject[]): readonly ObjectChange[] {
  const changes: ObjectChange[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [before, after] = [old[i], now[j]];
    const order = before === after ? 0 : compareNames(before, after);
    if (order <= 0) i += 1;
    if (order >= 0) j += 1;
    if (before === after) continue;
    changes.push({ before: order <= 0 ? before : undefined, after: order >= 0 ? after : undefined });
  }
  return changes;
}

/** The end of a list comes behind every object. */
function compareNames(a: RawObject | undefined, b: RawObject | undefined): number {
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return (
    compareBytes(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareBytes(a.metadata.name, b.metadata.name)
  );
}
