import { compareBytes } from '../gatewayapi/compare-bytes.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { GroupKind } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { ObjectChange } from './entry-table.ts';

/**
 * What differs between two snapshots of one series in the objects of some kinds; undefined where it is more than
 * objects, so that nothing of the old one can be trusted: a kind came or went, or is held no more.
 */
export function snapshotChanges(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  kinds: Iterable<GroupKind>,
): readonly ObjectChange[] | undefined {
  const changes: ObjectChange[] = [];
  for (const kind of kinds) {
    if (before.kind(kind)?.state !== after.kind(kind)?.state) return undefined;
    const [old, now] = [before.list(kind, {}), after.list(kind, {})];
    if (old?.state !== now?.state) return undefined;
    if (old?.state !== 'listed' || now?.state !== 'listed') continue;
    if (old.objects !== now.objects) changes.push(...listChanges(old.objects, now.objects));
  }
  return changes;
}

/** Both lists are in the order of (namespace, name), and what has not changed is identical. */
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
