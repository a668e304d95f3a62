import type { GroupKind } from '../../kube/object-key.ts';
import { defaultGateways, routesByBackend, routesByParent } from '../attachment/route-indexes.ts';
import type { EntryIndex, VerdictRule } from '../fact.ts';
import {
  BACKEND_TLS_POLICY,
  GATEWAY,
  GATEWAY_CLASS,
  LISTENER_SET,
  ROUTE_KINDS,
  X_BACKEND_TRAFFIC_POLICY,
  X_LISTENER_SET,
} from '../groups.ts';
import { listenerSetIndexes } from '../listeners/listener-set-parent.ts';
import { type GatewayClassStatus, gatewayClassStatus } from './gateway-class-status.ts';
import { type GatewayStatus, gatewayStatus } from './gateway-status.ts';
import { type ListenerSetStatus, listenerSetStatus } from './listener-set-status.ts';
import { type PolicyStatus, policyStatus } from './policy-status.ts';
import { type RouteStatus, routeStatus } from './route-status.ts';

/** The status of an object of one of these kinds. */
export type ComputedStatus =
  | RouteStatus
  | PolicyStatus
  | GatewayStatus
  | ListenerSetStatus
  | GatewayClassStatus;

/**
 * The kinds whose status can be computed, and the rule for each. Routes come before what counts them, so that no
 * Gateway takes the time of all its routes at once.
 */
export const STATUS_RULES: readonly (readonly [kind: GroupKind, rule: VerdictRule<ComputedStatus>])[] = [
  [GATEWAY_CLASS, gatewayClassStatus],
  ...ROUTE_KINDS.map((kind) => [kind, routeStatus] as const),
  [LISTENER_SET, listenerSetStatus],
  [X_LISTENER_SET, listenerSetStatus],
  [GATEWAY, gatewayStatus],
  [BACKEND_TLS_POLICY, policyStatus],
  [X_BACKEND_TRAFFIC_POLICY, policyStatus],
];

/** An index over the whole cluster that those rules read. */
export interface StatusIndex {
  readonly index: EntryIndex<unknown>;
  /** Where there are objects of one of these kinds only; absent for always. */
  readonly neededBy?: readonly GroupKind[];
}

const ALWAYS = [...routesByParent, ...listenerSetIndexes, defaultGateways] as readonly EntryIndex<unknown>[];
const FOR_POLICIES = routesByBackend(ROUTE_KINDS) as readonly EntryIndex<unknown>[];

export const STATUS_INDEXES: readonly StatusIndex[] = [
  ...ALWAYS.map((index) => ({ index })),
  ...FOR_POLICIES.map((index) => ({ index, neededBy: [BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY] })),
];
