import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import {
  BACKEND_TLS_POLICY,
  GRPC_ROUTE,
  HTTP_ROUTE,
  TLS_ROUTE,
  X_BACKEND_TRAFFIC_POLICY,
} from '../groups.ts';
import { builtInPolicy, type PolicyKind } from './policy-kind.ts';

/** How the policies that attach to backends, and whose status is computed, differ. */
export interface BackendPolicyKind extends PolicyKind {
  /** Kinds of routes whose backends it governs. */
  readonly routeKinds: readonly GroupKind[];
  /** Whether it says which CAs to trust. */
  readonly hasTrust: boolean;
}

const TRAITS: ReadonlyMap<string, Pick<BackendPolicyKind, 'routeKinds' | 'hasTrust'>> = new Map([
  [groupKindId(BACKEND_TLS_POLICY), { routeKinds: [HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE], hasTrust: true }],
  [groupKindId(X_BACKEND_TRAFFIC_POLICY), { routeKinds: [HTTP_ROUTE, GRPC_ROUTE], hasTrust: false }],
]);

export function backendPolicyKindOf(kind: GroupKind): BackendPolicyKind | undefined {
  const traits = TRAITS.get(groupKindId(kind));
  const policy = builtInPolicy(kind);
  return traits === undefined || policy === undefined ? undefined : { ...policy, ...traits };
}
