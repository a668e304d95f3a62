import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Rule } from '../fact.ts';
import {
  GATEWAY,
  GATEWAY_CLASS,
  LISTENER_SET,
  REFERENCE_GRANT,
  ROUTE_KINDS,
  SERVICE,
  SERVICE_IMPORT,
  X_BACKEND,
  X_LISTENER_SET,
} from '../groups.ts';
import { BUILT_IN_POLICIES } from '../policies/policy-kind.ts';
import { policyKindOf } from '../policies/policy-kinds.ts';
import { attachmentEdges } from './edges/attachment-edges.ts';
import { backendEdges } from './edges/backend-edges.ts';
import { classEdges } from './edges/class-edges.ts';
import { certificateGrantEdges } from './edges/grant-edges.ts';
import { listenerSetEdges } from './edges/listener-set-edges.ts';
import { policyEdges } from './edges/policy-edges.ts';
import { classSubtitle, listenerParts, routeSubtitle, ruleParts, serviceParts } from './object-parts.ts';
import {
  gatewaysOfClass,
  listenerSetsOfGateway,
  policiesOf,
  type Referrers,
  referrersByGrant,
  routesOfBackend,
  routesOfParent,
} from './referrers.ts';
import type { NodeType, TopologyEdge, TopologyPart } from './topology.ts';

type EdgeRule = (object: RawObject, key: ObjectKey) => Rule<readonly TopologyEdge[]>;

/** How the objects of a kind stand in a topology. */
export interface TopologyKind {
  readonly type: NodeType;
  readonly namespaced: boolean;
  subtitle(object: RawObject, key: ObjectKey): string;
  /** Parts with a state of their own, without the object itself. */
  parts(object: RawObject, key: ObjectKey): Rule<readonly TopologyPart[]>;
  /** What its own fields say of it and others. */
  readonly edges: readonly EdgeRule[];
  /** Others whose fields say what comes behind it, and what comes before it, as traffic flows. */
  readonly down: readonly Referrers[];
  readonly up: readonly Referrers[];
  /** Others that stand beside it: policies that govern it, and what a grant permits. */
  readonly beside: readonly Referrers[];
}

// biome-ignore lint/correctness/useYield: a rule that has nothing to ask
function* noParts(): Rule<readonly TopologyPart[]> {
  return [];
}

const PLAIN: TopologyKind = {
  type: 'BACKEND',
  namespaced: true,
  subtitle: (_object, key) => key.kind,
  parts: noParts,
  edges: [],
  down: [],
  up: [routesOfBackend],
  beside: [policiesOf],
};

/** A rule around a function that asks nothing. */
function known(parts: (object: RawObject, key: ObjectKey) => readonly TopologyPart[]): TopologyKind['parts'] {
  // biome-ignore lint/correctness/useYield: a rule that has nothing to ask
  return function* (object, key) {
    return parts(object, key);
  };
}

const CLASS: TopologyKind = {
  ...PLAIN,
  type: 'GATEWAY_CLASS',
  namespaced: false,
  subtitle: classSubtitle,
  down: [gatewaysOfClass],
  up: [],
};
const WITH_LISTENERS = { ...PLAIN, parts: known(listenerParts), up: [], beside: [policiesOf] };
const GATEWAYS: TopologyKind = {
  ...WITH_LISTENERS,
  type: 'GATEWAY',
  edges: [classEdges, certificateGrantEdges],
  down: [listenerSetsOfGateway, routesOfParent],
};
const LISTENER_SETS: TopologyKind = {
  ...WITH_LISTENERS,
  type: 'LISTENER_SET',
  edges: [listenerSetEdges, certificateGrantEdges],
  down: [routesOfParent],
};
const ROUTES: TopologyKind = {
  ...PLAIN,
  type: 'ROUTE',
  subtitle: routeSubtitle,
  parts: known(ruleParts),
  edges: [attachmentEdges, backendEdges],
  up: [],
};
/** In a mesh, routes have Services as parents. */
const SERVICES: TopologyKind = { ...PLAIN, parts: serviceParts, down: [routesOfParent] };
const GRANTS: TopologyKind = { ...PLAIN, type: 'REFERENCE_GRANT', up: [], beside: [referrersByGrant] };
const POLICIES: TopologyKind = { ...PLAIN, type: 'POLICY', edges: [policyEdges], up: [], beside: [] };

const ROWS: readonly (readonly [GroupKind, TopologyKind])[] = [
  ...ROUTE_KINDS.map((kind) => [kind, ROUTES] as const),
  [GATEWAY, GATEWAYS],
  [LISTENER_SET, LISTENER_SETS],
  [X_LISTENER_SET, LISTENER_SETS],
  [GATEWAY_CLASS, CLASS],
  ...BUILT_IN_POLICIES.map((kind) => [kind, POLICIES] as const),
  [REFERENCE_GRANT, GRANTS],
  [SERVICE, SERVICES],
  [SERVICE_IMPORT, { ...PLAIN, down: [routesOfParent] }],
  [X_BACKEND, { ...PLAIN, edges: [certificateGrantEdges] }],
];

const byId = new Map(ROWS.map(([kind, row]) => [groupKindId(kind), row]));

/** Kinds that the Gateway API itself has a place for, those first whose objects a topology begins with. */
export const TOPOLOGY_KINDS: readonly GroupKind[] = ROWS.map(([kind]) => kind);

/** What a cluster knows to be a policy is one, whatever else is named is a backend. */
export function* topologyKindOf(kind: GroupKind): Rule<TopologyKind> {
  const row = byId.get(groupKindId(kind));
  if (row !== undefined) return row;
  return (yield* policyKindOf(kind)) === undefined ? PLAIN : POLICIES;
}

/** The same where nobody looks which further kinds are policies. */
export function topologyKind(kind: GroupKind): TopologyKind {
  return byId.get(groupKindId(kind)) ?? PLAIN;
}
