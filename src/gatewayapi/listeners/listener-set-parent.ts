import { type GroupKind, groupKindId, type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { EntryIndex } from '../fact.ts';
import { GATEWAY, LISTENER_SET, X_LISTENER_SET } from '../groups.ts';
import { defaultReference, type Reference } from '../reference.ts';
import { specSites } from '../spec-references.ts';

/** The Gateway that a ListenerSet wants to add its listeners to; undefined where it names none. */
export function listenerSetParent(listenerSet: RawObject): Reference | undefined {
  const [site] = specSites(listenerSet, 'listenerSetParent');
  const reference = site === undefined ? undefined : defaultReference(site);
  return reference !== undefined && groupKindId(reference.target) === groupKindId(GATEWAY)
    ? reference
    : undefined;
}

function byGateway(kind: GroupKind): EntryIndex<ObjectKey> {
  return {
    kind,
    entriesOf(listenerSet) {
      const parent = listenerSetParent(listenerSet);
      return parent === undefined ? [] : [[objectKeyId(parent.target), keyOf(listenerSet)]];
    },
    same: sameKey,
  };
}

/**
 * ListenerSets by the Gateway that they name, one index for each kind: sets of the older kind may stand beside their
 * successors during an upgrade, and are never merged with them.
 */
export const listenerSetIndexes: readonly EntryIndex<ObjectKey>[] = [
  byGateway(LISTENER_SET),
  byGateway(X_LISTENER_SET),
];
