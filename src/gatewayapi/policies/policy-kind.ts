import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { PolicyMode } from '../../kube/policy-mode.ts';
import type { EntryIndex } from '../entry-index.ts';
import { BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY } from '../groups.ts';
import { backendTlsIndex, backendTrafficIndex, policyIndex } from './policy-index.ts';
import type { Targeting } from './policy-target.ts';

/** A kind whose objects attach to others and change what those do (semantics.md E.1). */
export interface PolicyKind extends GroupKind {
  readonly mode: PolicyMode;
  /** Its objects by what they target. */
  readonly index: EntryIndex<Targeting>;
}

/** A kind of policy. Indexes are kept by identity: whoever makes one keeps it. */
export function policyKind({ group, kind }: GroupKind, mode: PolicyMode): PolicyKind {
  return { group, kind, mode, index: policyIndex({ group, kind }) };
}

/** The policies of Gateway API itself; both are direct. */
export const BUILT_IN_POLICIES: readonly PolicyKind[] = [
  { ...BACKEND_TLS_POLICY, mode: 'DIRECT', index: backendTlsIndex },
  { ...X_BACKEND_TRAFFIC_POLICY, mode: 'DIRECT', index: backendTrafficIndex },
];

export function builtInPolicy(kind: GroupKind): PolicyKind | undefined {
  return BUILT_IN_POLICIES.find((policy) => groupKindId(policy) === groupKindId(kind));
}
