import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { compareBytes } from '../compare-bytes.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { resolvedRefs } from '../conditions/resolved-refs.ts';
import { type Rule, verdictRule } from '../fact.ts';
import { type BackendPolicyKind, backendPolicyKindOf } from '../policies/backend-policy-kind.ts';
import { judgeTarget, POLICY_IS_ACCEPTED } from '../policies/judge-target.ts';
import { type Ancestor, ancestorsOf } from '../policies/policy-ancestors.ts';
import { policyTargets } from '../policies/policy-target.ts';
import { type PolicyTrust, policyTrust, TRUSTING } from '../policies/policy-trust.ts';
import { isIncomplete } from './is-incomplete.ts';

export interface PolicyAncestorStatus extends Ancestor {
  readonly conditions: readonly ComputedCondition[];
}

export interface PolicyStatus {
  readonly ancestors: readonly PolicyAncestorStatus[];
  readonly incomplete: boolean;
}

/**
 * semantics.md C.9 and E.2: what controllers write into the status of a BackendTLSPolicy or XBackendTrafficPolicy,
 * one entry for each Gateway from which requests reach a target. A policy that none reaches has no entry.
 */
export const policyStatus = verdictRule<PolicyStatus>('policyStatus', function* (policy) {
  const kind = backendPolicyKindOf(keyOf(policy));
  if (kind === undefined) return { ancestors: [], incomplete: false };
  const reached = yield* reachedTargets(policy, kind);
  const trust = kind.hasTrust ? yield* policyTrust(policy) : TRUSTING;
  const ancestors = [...reached.byGateway.values()]
    .sort((a, b) => compareBytes(objectKeyId(a.ancestor.gateway), objectKeyId(b.ancestor.gateway)))
    .map(({ ancestor, verdicts }) => ({ ...ancestor, conditions: conditionsOf(verdicts, trust, kind) }));
  const incomplete = !reached.complete || ancestors.some(({ conditions }) => isIncomplete(conditions));
  return { ancestors, incomplete };
});

interface Reached {
  readonly ancestor: Ancestor;
  /** Accepted, as each target that the Gateway reaches would have it. */
  readonly verdicts: ComputedCondition[];
}

function* reachedTargets(
  policy: RawObject,
  kind: BackendPolicyKind,
): Rule<{ readonly byGateway: ReadonlyMap<string, Reached>; readonly complete: boolean }> {
  const byGateway = new Map<string, Reached>();
  let complete = true;
  for (const [position, target] of policyTargets(policy).entries()) {
    const { group, kind: targetKind, name } = target;
    const backend: ObjectKey = { group, kind: targetKind, namespace: policy.metadata.namespace, name };
    const found = yield* ancestorsOf(backend, kind);
    complete &&= found.complete;
    if (found.ancestors.length === 0) continue;
    const verdict = yield* judgeTarget(policy, { target, position, kind });
    for (const ancestor of found.ancestors) {
      const id = objectKeyId(ancestor.gateway);
      const known = byGateway.get(id);
      if (known === undefined) byGateway.set(id, { ancestor, verdicts: [verdict] });
      else known.verdicts.push(verdict);
    }
  }
  return { byGateway, complete };
}

function conditionsOf(
  verdicts: readonly ComputedCondition[],
  { references, refusal }: PolicyTrust,
  { hasTrust }: BackendPolicyKind,
): readonly ComputedCondition[] {
  const ofTargets = acceptance(verdicts);
  const accepted = ofTargets.status === 'True' ? (refusal ?? ofTargets) : ofTargets;
  return hasTrust ? [accepted, resolvedRefs(references)] : [accepted];
}

/** What is wrong with a target, worst first. */
const PRIORITY: readonly string[] = ['TargetNotFound', 'Invalid', 'Conflicted'];

/** A policy that governs one of its targets is accepted; the message tells what is wrong with the others. */
function acceptance(verdicts: readonly ComputedCondition[]): ComputedCondition {
  const failed = verdicts
    .filter(({ status }) => status === 'False')
    .toSorted((a, b) => PRIORITY.indexOf(a.reason) - PRIORITY.indexOf(b.reason));
  const [worst] = failed;
  if (worst !== undefined && failed.length === verdicts.length) return worst;
  const unknown = verdicts.find(({ status }) => status === 'Unknown');
  if (verdicts.every(({ status }) => status !== 'True') && unknown !== undefined) return unknown;
  return worst === undefined
    ? POLICY_IS_ACCEPTED
    : { ...POLICY_IS_ACCEPTED, message: `accepted for some targets; ${worst.message}` };
}
