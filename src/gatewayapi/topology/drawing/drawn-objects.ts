import { objectKeyId } from '../../../kube/object-key.ts';
import type { Topology, TopologyNode } from '../topology.ts';

/** An object in a drawing: what holds its parts. */
export interface DrawnObject {
  /** Unique in the drawing, safe in every language: no text of users is in it. */
  readonly id: string;
  /** Absent where the bound on nodes left it out. */
  readonly whole: TopologyNode | undefined;
  readonly parts: readonly TopologyNode[];
}

export interface DrawnNamespace {
  /** Undefined for what is in none. */
  readonly name: string | undefined;
  readonly objects: readonly DrawnObject[];
}

/** Where in a drawing a node is. */
export interface Place {
  readonly object: DrawnObject;
  /** Undefined for the object as a whole. */
  readonly part: number | undefined;
}

export interface Drawn {
  readonly namespaces: readonly DrawnNamespace[];
  /** By the ids of nodes. */
  readonly places: ReadonlyMap<string, Place>;
}

/** The nodes of a topology as drawings have them: parts in their object, objects in their namespace. */
export function drawnObjects({ nodes }: Pick<Topology, 'nodes'>): Drawn {
  const places = new Map<string, Place>();
  const byObject = Map.groupBy(nodes, ({ key }) => objectKeyId(key));
  const objects = [...byObject.values()].map((ofObject, index) => drawnObject(ofObject, `n${index}`));
  for (const object of objects) {
    if (object.whole !== undefined) places.set(object.whole.id, { object, part: undefined });
    for (const [part, { id }] of object.parts.entries()) places.set(id, { object, part });
  }
  const namespaces = [...Map.groupBy(objects, namespaceOf)].map(([name, ofNamespace]) => ({
    name,
    objects: ofNamespace,
  }));
  return { namespaces, places };
}

function drawnObject(nodes: readonly TopologyNode[], id: string): DrawnObject {
  const isPart = ({ path, type }: TopologyNode) => path !== undefined || type === 'ENDPOINTS';
  return { id, whole: nodes.find((node) => !isPart(node)), parts: nodes.filter(isPart) };
}

function namespaceOf({ whole, parts }: DrawnObject): string | undefined {
  return (whole ?? parts[0])?.key.namespace;
}
