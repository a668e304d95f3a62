import type { Listed, Unreadable } from '../../kube/lookup.ts';
import {
  formatKey,
  formatKind,
  type GroupKind,
  groupKindId,
  type ObjectKey,
  objectKeyId,
} from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { lookup, policyKindsFact, type Rule } from '../fact.ts';
import { listServed } from '../findings/list-served.ts';
import { SERVICE } from '../groups.ts';
import { Exploration } from './explore-graph.ts';
import { compareNodes, orderEdges } from './order-topology.ts';
import { type FindingsByPart, findingsByPart, ownHealth } from './own-health.ts';
import { routesOfBackend, routesOfParent } from './referrers.ts';
import { counts, rollUpHealth } from './roll-up-health.ts';
import type { NodeType, Topology, TopologyEdge, TopologyNode, TopologyPart } from './topology.ts';
import { TopologyGraph } from './topology-graph.ts';
import { TOPOLOGY_KINDS, topologyKind } from './topology-kinds.ts';

export interface TopologyQuestion {
  /** All of a namespace; undefined for the whole cluster. Does not matter where there is a root. */
  readonly namespace: string | undefined;
  /** Only what is behind this object, and what it is behind. */
  readonly root: ObjectKey | undefined;
  /** How many objects away from the root, or from the objects of the namespace; undefined for as far as it goes. */
  readonly depth: number | undefined;
  /** Most nodes. */
  readonly bound: number;
  /** When, in milliseconds since 1970: certificates expire. */
  readonly now: number;
}

export type TopologyAnswer =
  | { readonly state: 'topology'; readonly topology: Topology }
  /** There is no such root, and nothing names it. */
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly answer: CouldNotRead; readonly what: string };

type CouldNotRead = Exclude<Unreadable, { readonly state: 'notServed' }>;

/** How objects of the Gateway API hang together, and how each of them is. */
export function* buildTopology(question: TopologyQuestion): Rule<TopologyAnswer> {
  const { root, bound, depth } = question;
  const graph = new TopologyGraph(bound);
  const exploration = new Exploration(graph, { nodes: bound, depth });
  const problem =
    root === undefined ? yield* exploreScope(exploration, question) : yield* exploreRoot(exploration, root);
  if (problem !== undefined && problem.state !== 'incomplete') return problem;
  yield* exploration.addBeside();
  if (root !== undefined && isNothing(exploration.selected, root)) return { state: 'absent' };
  const topology = yield* judged(graph, exploration, question.now);
  return {
    state: 'topology',
    topology: {
      ...topology,
      truncated: graph.truncated || exploration.truncated,
      incomplete: !graph.complete || problem !== undefined,
    },
  };
}

type Problem = Exclude<TopologyAnswer, { readonly state: 'topology' }> | { readonly state: 'incomplete' };

function* exploreRoot(exploration: Exploration, root: ObjectKey): Rule<Problem | undefined> {
  const answer = yield* lookup(root);
  if (answer.state === 'forbidden' || answer.state === 'unavailable') {
    return { state: 'unreadable', answer, what: formatKey(root) };
  }
  yield* exploration.begin(root, ['up', 'down']);
  return undefined;
}

/** Routes first: where there are too many nodes, the ways that are shown are whole. */
const SEED_KINDS: readonly GroupKind[] = TOPOLOGY_KINDS.filter(
  (kind) => topologyKind(kind).type !== 'BACKEND',
);

/** The same, and policies of further kinds. */
function* seedKinds(): Rule<readonly GroupKind[]> {
  const known = yield* policyKindsFact();
  const policies = known.state === 'policyKinds' ? known.kinds : [];
  return distinctKinds([...SEED_KINDS, ...policies]);
}

function distinctKinds(kinds: readonly GroupKind[]): readonly GroupKind[] {
  return [...new Map(kinds.map((kind) => [groupKindId(kind), kind])).values()];
}

/** All that the scope holds. Kinds that may not be listed are left out, unless all of them are. */
function* exploreScope(exploration: Exploration, { namespace }: TopologyQuestion): Rule<Problem | undefined> {
  const all = yield* seedKinds();
  const kinds = namespace === undefined ? all : [...all.filter(isNamespaced), SERVICE];
  const lists: Listed[] = [];
  let hidden: Problem | undefined;
  for (const kind of kinds) {
    const answer = yield* listServed(kind, namespace);
    if (answer.state === 'listed') lists.push(answer);
    if (answer.state === 'unavailable') {
      return { state: 'unreadable', answer, what: `the list of ${formatKind(kind)}` };
    }
    if (answer.state === 'forbidden')
      hidden = { state: 'unreadable', answer, what: 'any kind of a topology' };
  }
  for (const object of lists.flatMap(({ objects }) => objects))
    yield* beginInScope(exploration, keyOf(object));
  if (lists.length === 0) return hidden;
  const isPartial = hidden !== undefined || lists.some(({ partial }) => partial === true);
  return isPartial ? { state: 'incomplete' } : undefined;
}

function isNamespaced(kind: GroupKind): boolean {
  return topologyKind(kind).namespaced;
}

/** A Service that no route has to do with is none of the Gateway API's. */
function* beginInScope(exploration: Exploration, key: ObjectKey): Rule<void> {
  if (groupKindId(key) === groupKindId(SERVICE) && !(yield* isUsed(key))) return;
  yield* exploration.begin(key, ['up']);
}

function* isUsed(service: ObjectKey): Rule<boolean> {
  for (const referrers of [routesOfBackend, routesOfParent]) {
    if ((yield* referrers(service)).values.length > 0) return true;
  }
  return false;
}

function isNothing(selected: ReadonlyMap<string, TopologyPart>, root: ObjectKey): boolean {
  return selected.size <= 1 && selected.get(objectKeyId(root))?.state === 'ABSENT';
}

function* judged(
  graph: TopologyGraph,
  { selected }: Exploration,
  now: number,
): Rule<Pick<Topology, 'nodes' | 'edges'>> {
  const parts = [...selected.values()].sort(compareNodes);
  const edges = parts.flatMap(({ id }): readonly TopologyEdge[] =>
    graph.from(id).filter(({ target }) => selected.has(target)),
  );
  const findings = new Map<string, FindingsByPart>();
  const alone: Omit<TopologyNode, 'health'>[] = [];
  for (const part of parts) {
    const id = objectKeyId(part.key);
    const ofObject = findings.get(id) ?? (yield* findingsByPart(part.key, now));
    findings.set(id, ofObject);
    const own = part.type === 'ENDPOINTS' ? [] : (ofObject.get(part.path ?? '') ?? []);
    const around = own.length === 0 ? [] : [...graph.from(part.id), ...graph.to(part.id)];
    alone.push({ ...part, findings: own, ownHealth: ownHealth(part, own, around) });
  }
  const health = rollUpHealth(
    alone.map((node) => ({ ...node, whole: isWhole(node, graph, selected) })),
    edges,
  );
  const nodes = alone.map((node) => ({ ...node, health: health.get(node.id) ?? node.ownHealth }));
  return { nodes, edges: orderEdges(edges, nodes) };
}

/** What is behind these is said by the fields of others. */
const SAID_BY_OTHERS: ReadonlySet<NodeType> = new Set([
  'GATEWAY_CLASS',
  'GATEWAY',
  'LISTENER_SET',
  'LISTENER',
]);

/** Whether all that stands behind a node is selected, too. */
function isWhole(
  { id, key, type }: TopologyPart,
  graph: TopologyGraph,
  selected: ReadonlyMap<string, TopologyPart>,
): boolean {
  if (SAID_BY_OTHERS.has(type) && !graph.isOpen(key, 'down')) return false;
  return graph.from(id).every((edge) => !counts(edge) || selected.has(edge.target));
}
