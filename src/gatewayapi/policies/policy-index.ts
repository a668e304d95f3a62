import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { EntryIndex } from '../fact.ts';
import { BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY } from '../groups.ts';

/** A target of a policy, always in the policy's own namespace. */
export interface PolicyTarget extends GroupKind {
  readonly name: string;
  /** Of a Service, the name of a port. */
  readonly sectionName: string | undefined;
}

/** A policy and one of its targets. */
export interface Targeting {
  readonly policy: RawObject;
  readonly target: PolicyTarget;
}

/** v1alpha2 named one target, in `targetRef`. */
export function policyTargets(policy: RawObject): readonly PolicyTarget[] {
  const single = getIn(policy, 'spec', 'targetRef');
  const refs = single === undefined ? asList(getIn(policy, 'spec', 'targetRefs')) : [single];
  return refs.map(readTarget);
}

function readTarget(ref: Json): PolicyTarget {
  return {
    group: asString(getIn(ref, 'group')) ?? '',
    kind: asString(getIn(ref, 'kind')) ?? '',
    name: asString(getIn(ref, 'name')) ?? '',
    sectionName: asString(getIn(ref, 'sectionName')) || undefined,
  };
}

function byTarget(kind: GroupKind): EntryIndex<Targeting> {
  return {
    kind,
    entriesOf: (policy) => policyTargets(policy).map((target) => [targetId(target), { policy, target }]),
    same: (a, b) => a.policy === b.policy,
  };
}

/** The key of a target in the index of its namespace. */
export function targetId(target: GroupKind & { readonly name: string }): string {
  return `${groupKindId(target)}/${target.name}`;
}

/** The BackendTLSPolicies of a namespace by what they target. */
export const backendTlsIndex = byTarget(BACKEND_TLS_POLICY);

/** The XBackendTrafficPolicies of a namespace by what they target. */
export const backendTrafficIndex = byTarget(X_BACKEND_TRAFFIC_POLICY);
