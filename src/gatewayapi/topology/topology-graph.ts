import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import type { Gathered } from '../entries-across.ts';
import type { Rule } from '../fact.ts';
import { type LoadedObject, loadObject } from './load-object.ts';
import type { TopologyEdge, TopologyPart } from './topology.ts';
import { type TopologyKind, topologyKindOf } from './topology-kinds.ts';

export type Direction = 'down' | 'up' | 'beside';

/**
 * A graph that grows where somebody looks. An edge is made once, by the object whose field says so; who stands at its
 * other end finds that object by an index.
 */
export class TopologyGraph {
  /** False where objects may exist that could not be seen. */
  complete = true;
  /** Whether objects were left out for the bound. */
  truncated = false;
  readonly #bound: number;
  readonly #objects = new Map<string, LoadedObject>();
  readonly #nodes = new Map<string, TopologyPart>();
  readonly #out = new Map<string, TopologyEdge[]>();
  readonly #in = new Map<string, TopologyEdge[]>();
  readonly #opened = new Set<string>();

  /** `bound`: most objects that it loads. */
  constructor(bound: number) {
    this.#bound = bound;
  }

  node(id: string): TopologyPart | undefined {
    return this.#nodes.get(id);
  }

  /** Edges from a node that are known so far. */
  from(id: string): readonly TopologyEdge[] {
    return this.#out.get(id) ?? [];
  }

  to(id: string): readonly TopologyEdge[] {
    return this.#in.get(id) ?? [];
  }

  /** Undefined where the bound is reached. */
  *load(key: ObjectKey): Rule<LoadedObject | undefined> {
    const id = objectKeyId(key);
    const known = this.#objects.get(id);
    if (known !== undefined) return known;
    if (this.#objects.size >= this.#bound) {
      this.truncated = true;
      return undefined;
    }
    const loaded = yield* loadObject(key);
    this.#objects.set(id, loaded);
    for (const node of loaded.nodes) this.#nodes.set(node.id, node);
    for (const edge of loaded.edges) {
      listAt(this.#out, edge.source).push(edge);
      listAt(this.#in, edge.target).push(edge);
    }
    return loaded;
  }

  /** Whether all edges of an object in one direction are known. */
  isOpen(key: ObjectKey, direction: Direction): boolean {
    return this.#opened.has(openId(key, direction));
  }

  /** Makes all edges of an object in one direction known. */
  *open(key: ObjectKey, direction: Direction): Rule<void> {
    const id = openId(key, direction);
    if (this.#opened.has(id)) return;
    this.#opened.add(id);
    if ((yield* this.load(key)) === undefined) return;
    const kind: TopologyKind = yield* topologyKindOf(key);
    for (const referrers of kind[direction]) {
      const found: Gathered<ObjectKey> = yield* referrers(key);
      this.complete &&= found.complete;
      for (const referrer of found.values) {
        if ((yield* this.load(referrer)) === undefined) break;
      }
    }
  }
}

function openId(key: ObjectKey, direction: Direction): string {
  return `${direction} ${objectKeyId(key)}`;
}

function listAt(lists: Map<string, TopologyEdge[]>, id: string): TopologyEdge[] {
  let list = lists.get(id);
  if (list === undefined) {
    list = [];
    lists.set(id, list);
  }
  return list;
}
