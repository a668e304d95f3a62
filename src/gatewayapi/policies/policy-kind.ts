import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { EntryIndex } from '../fact.ts';
import {
  BACKEND_TLS_POLICY,
  GRPC_ROUTE,
  HTTP_ROUTE,
  TLS_ROUTE,
  X_BACKEND_TRAFFIC_POLICY,
} from '../groups.ts';
import { backendTlsIndex, backendTrafficIndex, type Targeting } from './policy-index.ts';

/** How the policies that attach to backends differ. */
export interface PolicyKind {
  readonly index: EntryIndex<Targeting>;
  /** Kinds of routes whose backends it governs. */
  readonly routeKinds: readonly GroupKind[];
  /** Whether it says which CAs to trust. */
  readonly hasTrust: boolean;
}

const POLICY_KINDS: ReadonlyMap<string, PolicyKind> = new Map([
  [
    groupKindId(BACKEND_TLS_POLICY),
    { index: backendTlsIndex, routeKinds: [HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE], hasTrust: true },
  ],
  [
    groupKindId(X_BACKEND_TRAFFIC_POLICY),
    { index: backendTrafficIndex, routeKinds: [HTTP_ROUTE, GRPC_ROUTE], hasTrust: false },
  ],
]);

export function policyKindOf(kind: GroupKind): PolicyKind | undefined {
  return POLICY_KINDS.get(groupKindId(kind));
}
