import { compareObjects } from '../findings/compare-findings.ts';
import { comparePaths } from '../findings/compare-paths.ts';
import { NODE_TYPES, type TopologyEdge, type TopologyPart } from './topology.ts';

const RANKS = new Map(NODE_TYPES.map((type, rank) => [type, rank]));

/** By type as traffic meets them, then by object, then by place in the object. */
export function compareNodes(a: TopologyPart, b: TopologyPart): number {
  return (
    (RANKS.get(a.type) ?? 0) - (RANKS.get(b.type) ?? 0) ||
    compareObjects(a.key, b.key) ||
    comparePaths(a.path ?? '', b.path ?? '')
  );
}

/** By their ends, in the order of the nodes; then by the field. */
export function orderEdges(
  edges: readonly TopologyEdge[],
  nodes: readonly TopologyPart[],
): readonly TopologyEdge[] {
  const ranks = new Map(nodes.map(({ id }, rank) => [id, rank]));
  const rank = (id: string) => ranks.get(id) ?? 0;
  return edges.toSorted(
    (a, b) =>
      rank(a.source) - rank(b.source) ||
      rank(a.target) - rank(b.target) ||
      comparePaths(a.path ?? '', b.path ?? ''),
  );
}
