import { listChanges } from '../gatewayapi/list-changes.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import type { GroupKind } from '../kube/object-key.ts';
import { servedPolicies } from './policy-kind-cache.ts';

/**
 * What differs between two snapshots of one series in the objects of some kinds; undefined where it is more than
 * objects, so that nothing of the old one can be trusted: a kind came or went, is held no more, or became a policy.
 */
export function snapshotChanges(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  kinds: Iterable<GroupKind>,
): readonly ObjectChange[] | undefined {
  if (policiesOf(before) !== policiesOf(after)) return undefined;
  const changes: ObjectChange[] = [];
  for (const kind of kinds) {
    if (before.kind(kind)?.state !== after.kind(kind)?.state) return undefined;
    const ofKind = after.changesSince?.(before, kind) ?? changesOfLists(before, after, kind);
    if (ofKind === undefined) return undefined;
    for (const change of ofKind) changes.push(change);
  }
  return changes;
}

/** As a text to compare. */
function policiesOf(snapshot: ClusterSnapshot): string {
  const served = snapshot.resources?.();
  return served === undefined ? '' : JSON.stringify(servedPolicies(served));
}

function changesOfLists(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  kind: GroupKind,
): readonly ObjectChange[] | undefined {
  const [old, now] = [before.list(kind, {}), after.list(kind, {})];
  if (old?.state !== now?.state) return undefined;
  if (old?.state !== 'listed' || now?.state !== 'listed' || old.objects === now.objects) return [];
  return listChanges(old.objects, now.objects);
}
