import type { EdgeType, Health, TopologyEdge } from './topology.ts';

interface Judged {
  readonly id: string;
  readonly ownHealth: Health;
  /** Whether all that stands behind it is among the nodes. */
  readonly whole: boolean;
}

/** Edges over which health counts: grants and policies stand beside the way of requests. */
const COUNTED: ReadonlySet<EdgeType> = new Set([
  'CLASS',
  'CONTAINS',
  'LISTENER_SET',
  'ATTACHMENT',
  'BACKEND',
  'ENDPOINTS',
]);

/**
 * The health of nodes with all that stands behind them: BROKEN where nothing works, DEGRADED where something does not.
 * `edges` are those between the nodes. Where requests could go in a circle, the way back does not count.
 */
export function rollUpHealth(
  nodes: readonly Judged[],
  edges: readonly TopologyEdge[],
): ReadonlyMap<string, Health> {
  const behind = Map.groupBy(edges.filter(counts), ({ source }) => source);
  const judged = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map<string, Health>();
  const onTheWay = new Set<string>();
  const healthOf = (id: string): Health => {
    const before = known.get(id);
    if (before !== undefined) return before;
    onTheWay.add(id);
    const parts = (behind.get(id) ?? [])
      .filter(({ target }) => !onTheWay.has(target))
      .map((edge) => healthOfEdge(edge) ?? healthOf(edge.target));
    onTheWay.delete(id);
    const health = combine(judged.get(id), parts);
    known.set(id, health);
    return health;
  };
  for (const { id } of nodes) healthOf(id);
  return known;
}

/** What is refused is the matter of who asks. A mirror, or a backend of weight 0, answers nobody. */
export function counts({ type, state, role, weight }: TopologyEdge): boolean {
  if (!COUNTED.has(type) || state === 'REFUSED') return false;
  if (type === 'ATTACHMENT' || type === 'LISTENER_SET') return state === 'ATTACHED';
  return role !== 'MIRROR' && weight !== 0;
}

/** Undefined where what is behind it decides. */
function healthOfEdge({ state }: TopologyEdge): Health | undefined {
  if (state === 'BROKEN') return 'BROKEN';
  return state === 'UNKNOWN' ? 'UNKNOWN' : undefined;
}

function combine(node: Judged | undefined, parts: readonly Health[]): Health {
  const own = node?.ownHealth ?? 'UNKNOWN';
  const all = [own, ...parts];
  if (own === 'BROKEN') return 'BROKEN';
  // Of what is not shown, nobody can say here that it does not work either.
  if (node?.whole === true && parts.length > 0 && parts.every((health) => health === 'BROKEN'))
    return 'BROKEN';
  if (all.includes('BROKEN') || all.includes('DEGRADED')) return 'DEGRADED';
  return all.includes('UNKNOWN') ? 'UNKNOWN' : 'HEALTHY';
}
