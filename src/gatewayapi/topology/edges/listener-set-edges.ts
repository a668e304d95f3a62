import type { ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import { type Rule, verdict } from '../../fact.ts';
import { type ListenerPool, listenerPool } from '../../listeners/listener-pool.ts';
import { listenerSetParent } from '../../listeners/listener-set-parent.ts';
import { isResolved } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import type { TopologyEdge } from '../topology.ts';
import { makeEdge, resolutionState } from './make-edge.ts';

type Said = Pick<TopologyEdge, 'state' | 'reason' | 'message'>;

/** From the Gateway that a ListenerSet names to the set: whether it lets it in (semantics.md C.6). */
export function* listenerSetEdges(listenerSet: RawObject, key: ObjectKey): Rule<readonly TopologyEdge[]> {
  const parent = listenerSetParent(listenerSet);
  if (parent === undefined) return [];
  const resolution = yield* resolveReference(parent);
  const pool = isResolved(resolution) ? yield* verdict(listenerPool, key) : undefined;
  const said = pool?.state === 'judged' ? admission(pool.value) : resolutionState(resolution);
  return [makeEdge({ key: parent.target }, { key }, { type: 'LISTENER_SET', path: parent.path(), ...said })];
}

function admission(pool: ListenerPool): Said {
  switch (pool.state) {
    case 'unowned':
      return { state: 'UNKNOWN', reason: 'Pending', message: pool.message };
    case 'unknown':
      return { state: 'UNKNOWN', ...pool.why };
    case 'pool':
      return pool.refused === undefined
        ? { state: 'ATTACHED', reason: 'Accepted', message: 'the Gateway lets the listeners in' }
        : { state: 'REFUSED', reason: 'NotAllowed', message: pool.refused };
  }
}
