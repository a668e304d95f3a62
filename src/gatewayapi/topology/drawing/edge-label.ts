import type { TopologyEdge } from '../topology.ts';

/** The requests that the backends of each rule share: the sum of their weights, by the id of the rule. */
export function totalWeights(edges: readonly TopologyEdge[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { source, weight = 0 } of edges) totals.set(source, (totals.get(source) ?? 0) + weight);
  return totals;
}

/** What is written at an edge: why it is no way for requests, or which share of them it takes. */
export function edgeLabel(edge: TopologyEdge, totals: ReadonlyMap<string, number>): string {
  const { state, reason, role, weight } = edge;
  const trouble = state === 'RESOLVED' || state === 'ATTACHED' ? undefined : reason;
  const share = weight === undefined ? undefined : shareText(weight, totals.get(edge.source) ?? 0);
  const parts = [
    role === 'MIRROR' ? 'mirror' : share,
    role === 'EXTERNAL_AUTH' ? 'auth' : undefined,
    trouble,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

/** Nothing where one backend takes all. */
function shareText(weight: number, total: number): string | undefined {
  if (weight === total && total > 0) return undefined;
  return total === 0 ? '0%' : `${Math.round((weight * 100) / total)}%`;
}
