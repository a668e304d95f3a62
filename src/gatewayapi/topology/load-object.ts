import type { Lookup } from '../../kube/lookup.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { lookup, premises, type Rule } from '../fact.ts';
import { containment, makeEdge } from './edges/make-edge.ts';
import { ENDPOINTS_PART, nodeId } from './node-id.ts';
import type { NodeState, TopologyEdge, TopologyPart } from './topology.ts';
import { type TopologyKind, topologyKindOf } from './topology-kinds.ts';

/** One object of a topology: its nodes, itself first, and the edges that its own fields make. */
export interface LoadedObject {
  readonly key: ObjectKey;
  readonly nodes: readonly TopologyPart[];
  readonly edges: readonly TopologyEdge[];
}

/** What is not there, or may not be read, has a node that says so. */
export function* loadObject(key: ObjectKey): Rule<LoadedObject> {
  const kind = yield* topologyKindOf(key);
  const answer = yield* lookup(key);
  if (answer.state !== 'found') {
    const state = yield* stateWithout(answer, kind);
    return { key, nodes: [objectNode(key, kind, state, key.kind)], edges: [] };
  }
  const { object } = answer;
  const parts = yield* kind.parts(object, key);
  const edges: TopologyEdge[] = partEdges(key, parts);
  for (const rule of kind.edges) edges.push(...(yield* rule(object, key)));
  return { key, nodes: [presentNode(key, kind, object), ...parts], edges };
}

function presentNode(key: ObjectKey, kind: TopologyKind, object: RawObject): TopologyPart {
  return objectNode(key, kind, 'PRESENT', kind.subtitle(object, key));
}

function objectNode(
  key: ObjectKey,
  { type }: TopologyKind,
  state: NodeState,
  subtitle: string,
): TopologyPart {
  return { id: nodeId(key), type, key, title: key.name, subtitle, state };
}

type NotFound = Exclude<Lookup, { readonly state: 'found' }>;

function* stateWithout(answer: NotFound, { type }: TopologyKind): Rule<NodeState> {
  if (answer.state === 'forbidden') return 'HIDDEN';
  if (answer.state === 'unavailable') return 'UNKNOWN';
  // api.md section 4: manifests rarely hold classes
  const isAssumed = type === 'GATEWAY_CLASS' && (yield* premises()).absentClass === 'assumed';
  return isAssumed ? 'ASSUMED' : 'ABSENT';
}

/** An object holds its parts; endpoints are behind its ports, or behind itself where it has none. */
function partEdges(key: ObjectKey, parts: readonly TopologyPart[]): TopologyEdge[] {
  const fields = parts.flatMap(({ path }) => path ?? []);
  const held = fields.map((path) => containment(key, path));
  if (fields.length === parts.length) return held;
  const sources = fields.length === 0 ? [undefined] : fields;
  const served = { type: 'ENDPOINTS', state: 'RESOLVED', message: 'served by these endpoints' } as const;
  const target = { key, part: ENDPOINTS_PART };
  return [...held, ...sources.map((part) => makeEdge({ key, part }, target, served))];
}
