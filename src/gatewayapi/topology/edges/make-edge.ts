import type { ObjectKey } from '../../../kube/object-key.ts';
import { isResolved, type Resolution } from '../../resolution.ts';
import { nodeId } from '../node-id.ts';
import type { EdgeState, TopologyEdge } from '../topology.ts';

/** One end of an edge: an object, or a part of it. */
export interface EdgeEnd {
  readonly key: ObjectKey;
  readonly part?: string | undefined;
}

type Said = Omit<TopologyEdge, 'id' | 'source' | 'target' | 'sourceKey' | 'targetKey'>;

/** An edge in the direction of traffic. */
export function makeEdge(source: EdgeEnd, target: EdgeEnd, said: Said): TopologyEdge {
  const [from, to] = [nodeId(source.key, source.part), nodeId(target.key, target.part)];
  return {
    id: [said.type, from, to, ...(said.path === undefined ? [] : [said.path])].join(' '),
    source: from,
    target: to,
    sourceKey: source.key,
    targetKey: target.key,
    ...said,
  };
}

/** What a resolution makes of an edge. */
export function resolutionState(resolution: Resolution): {
  readonly state: EdgeState;
  readonly reason: string;
  readonly message: string;
} {
  const { reason, message } = resolution;
  if (isResolved(resolution)) return { state: 'RESOLVED', reason, message };
  return { state: IGNORANT.has(reason) ? 'UNKNOWN' : 'BROKEN', reason, message };
}

const IGNORANT: ReadonlySet<string> = new Set(['Forbidden', 'Unknown']);

/** Object and part. */
export function containment(key: ObjectKey, part: string): TopologyEdge {
  return makeEdge({ key }, { key, part }, { type: 'CONTAINS', state: 'RESOLVED', message: 'a part of it' });
}
