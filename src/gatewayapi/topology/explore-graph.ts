import type { ObjectKey } from '../../kube/object-key.ts';
import type { Rule } from '../fact.ts';
import { nodeId } from './node-id.ts';
import type { EdgeType, TopologyEdge, TopologyPart } from './topology.ts';
import type { Direction, TopologyGraph } from './topology-graph.ts';

/** Which way a node was reached: a way that goes down never turns up again. */
type Way = Exclude<Direction, 'beside'>;

interface Step {
  readonly node: TopologyPart;
  readonly way: Way;
  readonly distance: number;
}

const BESIDE: ReadonlySet<EdgeType> = new Set(['GRANT', 'POLICY_TARGET']);
/** Edges that stay with one object. */
const WITHIN: ReadonlySet<EdgeType> = new Set(['CONTAINS', 'ENDPOINTS']);

export interface Bounds {
  /** Most nodes. */
  readonly nodes: number;
  /** How many objects away from where it began; undefined for as far as it goes. */
  readonly depth: number | undefined;
}

/** Collects the nodes around some objects: what is behind each, and what it is behind. */
export class Exploration {
  readonly selected = new Map<string, TopologyPart>();
  truncated = false;
  readonly #graph: TopologyGraph;
  readonly #bounds: Bounds;
  /** The nearest that each was reached at, by way. */
  readonly #reached = { down: new Map<string, number>(), up: new Map<string, number>() };

  constructor(graph: TopologyGraph, bounds: Bounds) {
    this.#graph = graph;
    this.#bounds = bounds;
  }

  /** Goes both ways from an object and its parts. `around`: the ways to go from what a grant or policy is about. */
  *begin(key: ObjectKey, around: readonly Way[]): Rule<void> {
    const loaded = yield* this.#graph.load(key);
    if (loaded === undefined) return;
    for (const node of loaded.nodes) {
      yield* this.#go({ node, way: 'up', distance: 0 });
      yield* this.#go({ node, way: 'down', distance: 0 });
    }
    yield* this.#beginBeside(nodeId(key), around);
  }

  /** A grant or policy has nothing behind it: it is about what stands beside it. */
  *#beginBeside(id: string, around: readonly Way[]): Rule<void> {
    const start = this.#graph.node(id);
    if (start?.type !== 'REFERENCE_GRANT' && start?.type !== 'POLICY') return;
    yield* this.#graph.open(start.key, 'beside');
    for (const edge of [...this.#graph.from(id), ...this.#graph.to(id)]) {
      if (!BESIDE.has(edge.type)) continue;
      const node = yield* this.#other(edge, edge.source === id ? 'down' : 'up');
      for (const way of node === undefined ? [] : around) yield* this.#go({ node, way, distance: 1 });
    }
  }

  *#go(start: { node: TopologyPart | undefined; way: Way; distance: number }): Rule<void> {
    if (start.node === undefined) return;
    const queue: Step[] = [];
    this.#reach({ ...start, node: start.node }, queue);
    for (const step of queue) {
      // A shorter way may have been found meanwhile.
      if (this.#reached[step.way].get(step.node.id) === step.distance) yield* this.#proceed(step, queue);
    }
  }

  *#proceed({ node, way, distance }: Step, queue: Step[]): Rule<void> {
    yield* this.#graph.open(node.key, way);
    for (const edge of way === 'down' ? this.#graph.from(node.id) : this.#graph.to(node.id)) {
      if (BESIDE.has(edge.type)) continue;
      const reached = distance + (WITHIN.has(edge.type) ? 0 : 1);
      if (this.#bounds.depth !== undefined && reached > this.#bounds.depth) continue;
      const next = yield* this.#other(edge, way);
      if (next !== undefined) this.#reach({ node: next, way, distance: reached }, queue);
    }
  }

  #reach(step: Step, queue: Step[]): void {
    const before = this.#reached[step.way].get(step.node.id);
    if (before !== undefined && before <= step.distance) return;
    if (!this.#select(step.node)) return;
    this.#reached[step.way].set(step.node.id, step.distance);
    queue.push(step);
  }

  #select(node: TopologyPart): boolean {
    if (this.selected.has(node.id)) return true;
    if (this.selected.size >= this.#bounds.nodes) {
      this.truncated = true;
      return false;
    }
    this.selected.set(node.id, node);
    return true;
  }

  *#other(edge: TopologyEdge, way: Way): Rule<TopologyPart | undefined> {
    const [id, key] = way === 'down' ? [edge.target, edge.targetKey] : [edge.source, edge.sourceKey];
    yield* this.#graph.load(key);
    return this.#graph.node(id);
  }

  /** Adds what stands beside the nodes found: the objects of parts, grants that are needed, policies that govern. */
  *addBeside(): Rule<void> {
    for (const { id, key } of [...this.selected.values()]) {
      const whole = this.#graph.node(nodeId(key));
      if (whole !== undefined) this.#select(whole);
      yield* this.#graph.open(key, 'beside');
      for (const edge of this.#graph.from(id)) {
        if (edge.type === 'GRANT') this.#add(yield* this.#other(edge, 'down'));
      }
    }
    for (const { id } of [...this.selected.values()]) {
      for (const edge of this.#graph.to(id)) {
        if (edge.type === 'POLICY_TARGET') this.#add(yield* this.#other(edge, 'up'));
      }
    }
  }

  #add(node: TopologyPart | undefined): void {
    if (node !== undefined) this.#select(node);
  }
}
