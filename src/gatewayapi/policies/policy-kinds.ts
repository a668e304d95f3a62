import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { policyKindsFact, type Rule } from '../fact.ts';
import { builtInPolicy, type PolicyKind } from './policy-kind.ts';

/** The kind of a policy as the cluster knows it; undefined for what is none, or nobody knows to be one. */
export function* policyKindOf(kind: GroupKind): Rule<PolicyKind | undefined> {
  const builtIn = builtInPolicy(kind);
  if (builtIn !== undefined) return builtIn;
  const known = yield* policyKindsFact();
  if (known.state !== 'policyKinds') return undefined;
  return known.kinds.find((policy) => groupKindId(policy) === groupKindId(kind));
}
