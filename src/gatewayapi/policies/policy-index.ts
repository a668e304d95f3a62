import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { EntryIndex } from '../entry-index.ts';
import { BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY } from '../groups.ts';
import { policyTargets, type Targeting } from './policy-target.ts';

/** The policies of a kind by what they target. */
export function policyIndex(kind: GroupKind): EntryIndex<Targeting> {
  return {
    kind,
    entriesOf: (policy) =>
      policyTargets(policy).map((target, position) => [targetId(target), { policy, target, position }]),
    same: (a, b) => a.policy === b.policy && a.position === b.position,
  };
}

/** The key of a target in the index: its namespace is in the target. */
export function targetId(target: GroupKind & { readonly name: string }): string {
  return `${groupKindId(target)}/${target.name}`;
}

export const backendTlsIndex = policyIndex(BACKEND_TLS_POLICY);
export const backendTrafficIndex = policyIndex(X_BACKEND_TRAFFIC_POLICY);
