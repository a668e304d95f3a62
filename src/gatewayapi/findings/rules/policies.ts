import { getIn } from '../../../kube/json.ts';
import type { GroupKind, ObjectKey } from '../../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../../kube/raw-object.ts';
import { type Rule, verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY } from '../../groups.ts';
import { judgeTarget, resolveTarget, winnerOf } from '../../policies/judge-target.ts';
import { type PolicyTarget, policyTargets } from '../../policies/policy-index.ts';
import { type PolicyKind, policyKindOf } from '../../policies/policy-kind.ts';
import { policyTrust } from '../../policies/policy-trust.ts';
import { isResolved } from '../../resolution.ts';
import { policyStatus } from '../../status/policy-status.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

const KINDS: readonly GroupKind[] = [BACKEND_TLS_POLICY, X_BACKEND_TRAFFIC_POLICY];

/** semantics.md C.9, E.2: policies that govern nothing, or not what their author thinks. */
export const policies: FindingRule = {
  codes: ['POLICY_CONFLICT', 'POLICY_INVALID', 'POLICY_TARGET_NOT_FOUND', 'POLICY_UNUSED'],
  kinds: KINDS,
  *find(policy, key) {
    const kind = policyKindOf(key);
    if (kind === undefined) return [];
    const targets = policyTargets(policy);
    if (targets.length === 0) return [withoutTarget(key)];
    const findings: TimedFinding[] = [];
    let governs = false;
    for (const [position, target] of targets.entries()) {
      const found = yield* targetFinding(policy, { target, position, kind });
      if (found === 'governed') governs = true;
      else if (found !== 'told') findings.push(found);
    }
    if (kind.hasTrust) findings.push(...(yield* trustFinding(policy, key)));
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
}

/** `governed`: nothing to say; `told`: by the rule about references. */
function* targetFinding(policy: RawObject, targeted: Targeted): Rule<TimedFinding | 'governed' | 'told'> {
  const { target, position, kind } = targeted;
  const key = keyOf(policy);
  // v1alpha2 named one target, at a place that is no reference today.
  const isSingle = getIn(policy, 'spec', 'targetRef') !== undefined;
  const path = isSingle ? 'spec.targetRef' : `spec.targetRefs[${position}]`;
  const resolution = yield* resolveTarget(policy, target, position);
  if (!isResolved(resolution)) {
    if (!isSingle) return 'told';
    const { message } = resolution;
    return findingOf(key, { code: 'POLICY_TARGET_NOT_FOUND', message, path });
  }
  const { status, reason, message } = yield* judgeTarget(policy, targeted);
  if (status !== 'False') return 'governed';
  if (reason !== 'Conflicted') return findingOf(key, { code: 'POLICY_INVALID', message, path });
  const winner = yield* winnerOf(policy, target, kind);
  return findingOf(key, {
    code: 'POLICY_CONFLICT',
    message,
    path,
    hint: 'Keep one policy for the target, or name different ports of it in sectionName.',
    related: winner === undefined ? [] : [keyOf(winner)],
  });
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
  const path = getIn(policy, 'spec', 'targetRef') === undefined ? 'spec.targetRefs' : 'spec.targetRef';
  const message = 'no Gateway sends requests to a target of the policy, so that it governs nothing';
  return [findingOf(key, { code: 'POLICY_UNUSED', message, path, hint: UNUSED })];
}

const UNUSED = 'Attach a route that has the target as a backend, or delete the policy.';
