import { asList, getIn } from '../../../kube/json.ts';
import type { GroupKind, ObjectKey } from '../../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../../kube/raw-object.ts';
import { type Rule, verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY } from '../../groups.ts';
import { backendPolicyKindOf } from '../../policies/backend-policy-kind.ts';
import { judgeTarget, resolveTarget, winnerOf } from '../../policies/judge-target.ts';
import type { PolicyKind } from '../../policies/policy-kind.ts';
import { policyKindOf } from '../../policies/policy-kinds.ts';
import { namesOne, type PolicyTarget, policyTargets, targetPath } from '../../policies/policy-target.ts';
import { policyTrust } from '../../policies/policy-trust.ts';
import { isResolved, type Resolution } from '../../resolution.ts';
import { policyStatus } from '../../status/policy-status.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';
import { referenceCode, referenceHint } from '../reference-codes.ts';

const KINDS: readonly GroupKind[] = [BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY];

/** semantics.md C.9, E.2: policies that govern nothing, or not what their author thinks. */
export const policies: FindingRule = {
  codes: [
    'INVALID_KIND',
    'POLICY_CONFLICT',
    'POLICY_INVALID',
    'POLICY_TARGET_NOT_FOUND',
    'POLICY_UNUSED',
    'REFERENCE_NOT_CHECKED',
  ],
  kinds: KINDS,
  *find(policy, key) {
    const kind = yield* policyKindOf(key);
    if (kind === undefined) return [];
    const ofBackends = backendPolicyKindOf(key);
    const targets = policyTargets(policy);
    // Some choose their targets by label.
    if (targets.length === 0)
      return asList(getIn(policy, 'spec', 'targetSelectors')).length > 0 ? [] : [withoutTarget(key)];
    const findings: TimedFinding[] = [];
    let governs = false;
    for (const [position, target] of targets.entries()) {
      const found = yield* targetFinding(policy, {
        target,
        position,
        kind,
        isTold: ofBackends !== undefined,
      });
      if (found === 'governed') governs = true;
      else if (found !== 'told') findings.push(found);
    }
    if (ofBackends === undefined) return findings;
    if (ofBackends.hasTrust) findings.push(...(yield* trustFinding(policy, key)));
    return governs ? [...findings, ...(yield* unused(policy, key))] : findings;
  },
};

function withoutTarget(key: ObjectKey): TimedFinding {
  const message = 'the policy names no target';
  return findingOf(key, { code: 'POLICY_TARGET_NOT_FOUND', message, path: 'spec.targetRefs' });
}

interface Targeted {
  readonly target: PolicyTarget;
  readonly position: number;
  readonly kind: PolicyKind;
  /** Whether the rule about references looks at targets of the kind. */
  readonly isTold: boolean;
}

/** `governed`: nothing to say; `told`: by the rule about references. */
function* targetFinding(policy: RawObject, targeted: Targeted): Rule<TimedFinding | 'governed' | 'told'> {
  const { target, position, kind, isTold } = targeted;
  const key = keyOf(policy);
  const path = targetPath(policy, position);
  const resolution = yield* resolveTarget(policy, target, position);
  if (!isResolved(resolution)) {
    // v1alpha2 named one target, at a place that is no reference today.
    return isTold && !namesOne(policy) ? 'told' : unresolved(key, path, resolution);
  }
  const { status, reason, message } = yield* judgeTarget(policy, targeted);
  if (status !== 'False') return 'governed';
  if (reason !== 'Conflicted') return findingOf(key, { code: 'POLICY_INVALID', message, path });
  const winner = yield* winnerOf(policy, target, kind);
  return findingOf(key, {
    code: 'POLICY_CONFLICT',
    message,
    path,
    hint: 'Keep one policy for the target, or name different parts of it in sectionName.',
    related: winner === undefined ? [] : [keyOf(winner)],
  });
}

function unresolved(key: ObjectKey, path: string, resolution: Resolution): TimedFinding {
  const { message, reference } = resolution;
  const code = referenceCode(resolution);
  return findingOf(key, { code, message, path, hint: referenceHint(code), related: [reference.target] });
}

function* trustFinding(policy: RawObject, key: ObjectKey): Rule<readonly TimedFinding[]> {
  const { refusal } = yield* policyTrust(policy);
  if (refusal?.status !== 'False' || refusal.reason !== 'Invalid') return [];
  const { message } = refusal;
  return [findingOf(key, { code: 'POLICY_INVALID', message, path: 'spec.validation' })];
}

function* unused(policy: RawObject, key: ObjectKey): Rule<readonly TimedFinding[]> {
  const answer = yield* verdict(policyStatus, key);
  if (answer.state !== 'judged' || answer.value.incomplete || answer.value.ancestors.length > 0) return [];
  const path = namesOne(policy) ? 'spec.targetRef' : 'spec.targetRefs';
  const message = 'no Gateway sends requests to a target of the policy, so that it governs nothing';
  return [findingOf(key, { code: 'POLICY_UNUSED', message, path, hint: UNUSED })];
}

const UNUSED = 'Attach a route that has the target as a backend, or delete the policy.';
