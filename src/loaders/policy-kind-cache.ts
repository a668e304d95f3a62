import { compareBytes } from '../gatewayapi/compare-bytes.ts';
import type { PolicyKinds } from '../gatewayapi/fact.ts';
import {
  BUILT_IN_POLICIES,
  builtInPolicy,
  type PolicyKind,
  policyKind,
} from '../gatewayapi/policies/policy-kind.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ResourcesResult } from '../kube/cluster-reader.ts';
import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { PolicyMode } from '../kube/policy-mode.ts';

type Told = GroupKind & { readonly mode: PolicyMode };

/** The kinds of policies that any cluster has had: always the same object for one kind, as indexes are kept by identity. */
export class PolicyKindCache {
  readonly #kinds = new Map<string, PolicyKind>();

  /** Those of Gateway API first, the others in the order of (group, kind) by bytes. */
  of(served: ResourcesResult, premises: Premises): PolicyKinds {
    if (served.state !== 'listed') return served;
    const told = new Map<string, Told>();
    for (const each of [...servedPolicies(served), ...(premises.policyKinds ?? [])]) {
      if (builtInPolicy(each) === undefined && !told.has(groupKindId(each)))
        told.set(groupKindId(each), each);
    }
    const further = [...told.values()].sort(
      (a, b) => compareBytes(a.group, b.group) || compareBytes(a.kind, b.kind),
    );
    return { state: 'policyKinds', kinds: [...BUILT_IN_POLICIES, ...further.map((each) => this.#get(each))] };
  }

  #get(told: Told): PolicyKind {
    const id = `${told.mode} ${groupKindId(told)}`;
    const known = this.#kinds.get(id) ?? policyKind(told, told.mode);
    this.#kinds.set(id, known);
    return known;
  }
}

export function servedPolicies(served: ResourcesResult): readonly Told[] {
  if (served.state !== 'listed') return [];
  return served.resources.flatMap(({ group, kind, policy }) =>
    policy === undefined ? [] : [{ group, kind, mode: policy }],
  );
}
