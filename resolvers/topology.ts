import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import { buildTopology } from '../src/gatewayapi/topology/build-topology.ts';
import { drawDot } from '../src/gatewayapi/topology/drawing/draw-dot.ts';
import { drawMermaid } from '../src/gatewayapi/topology/drawing/draw-mermaid.ts';
import { EDGE_COLORS, HEALTH_COLORS } from '../src/gatewayapi/topology/drawing/palette.ts';
import { readRoot } from '../src/gatewayapi/topology/read-root.ts';
import type { Json } from '../src/kube/json.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import type { TopologyEdgeResolvers, TopologyNodeResolvers, TopologyResolvers } from './generated/types.ts';
import { readError } from './read-error.ts';
import { readObject } from './read-object.ts';
import type { ViewedTopology } from './viewed-topology.ts';

interface TopologyArguments {
  readonly namespace?: string | null | undefined;
  readonly root?: Json | undefined;
  readonly depth?: number | null | undefined;
}

/** More than anybody looks at, and what fits into an answer. */
const MOST_NODES = 5_000;

/** `topology` of a cluster. */
export function readTopology(
  view: ClusterView,
  args: TopologyArguments,
  context: RequestContext,
): MaybePromise<ViewedTopology | null> {
  const namespace = args.namespace ?? undefined;
  const depth = args.depth ?? undefined;
  if (depth !== undefined && depth < 0) throw badUserInput('depth: at least 0');
  const root = args.root == null ? undefined : readRoot(args.root, namespace);
  context.nameNamespace(root?.namespace ?? namespace);
  const question = { namespace, root, depth, bound: MOST_NODES, now: context.now() };
  return andThen(view.runInTurns(buildTopology(question)), (answer) => {
    if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
    return answer.state === 'absent' ? null : { ...answer.topology, view };
  });
}

export const topology: TopologyResolvers = {
  nodes: ({ nodes, view }) => nodes.map((node) => ({ ...node, view })),
  dot: (drawn) => drawDot(drawn),
  mermaid: (drawn) => drawMermaid(drawn),
};

export const topologyNode: TopologyNodeResolvers = {
  color: ({ health }) => HEALTH_COLORS[health].strong,
  findings: ({ findings, view }) => findings.map((finding) => ({ ...finding, view })),
  object: ({ state, key, view }, _, context) => (state === 'PRESENT' ? readObject(view, key, context) : null),
};

export const topologyEdge: TopologyEdgeResolvers = {
  color: ({ state }) => EDGE_COLORS[state],
};
