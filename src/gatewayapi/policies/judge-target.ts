import { asString } from '../../kube/json.ts';
import { groupKindId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { comparePrecedence } from '../compare-precedence.ts';
import { type ComputedCondition, isFalse, isTrue } from '../conditions/computed-condition.ts';
import { entry, type Rule } from '../fact.ts';
import { SERVICE } from '../groups.ts';
import { makeReference } from '../reference.ts';
import { isResolved, type Resolution } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { protocolOf, servicePorts } from '../service-port.ts';
import { targetId } from './policy-index.ts';
import type { PolicyKind } from './policy-kind.ts';
import { type PolicyTarget, type Targeting, targetPath } from './policy-target.ts';

export const POLICY_IS_ACCEPTED = isTrue('Accepted', 'Accepted', 'the policy is accepted');

/** What one target of a policy makes of its condition Accepted (semantics.md C.9 rules 1 to 3). */
export function* judgeTarget(
  policy: RawObject,
  { target, position, kind }: { target: PolicyTarget; position: number; kind: PolicyKind },
): Rule<ComputedCondition> {
  const resolution = yield* resolveTarget(policy, target, position);
  const unusable = targetProblem(resolution, target);
  if (unusable !== undefined) return unusable;
  const winner = yield* winnerOf(policy, target, kind);
  if (winner === undefined || winner === policy) return POLICY_IS_ACCEPTED;
  const message = `${winner.kind} ${winner.metadata.namespace ?? ''}/${winner.metadata.name} takes precedence for the same target`;
  return isFalse('Accepted', 'Conflicted', message);
}

export function* resolveTarget(policy: RawObject, target: PolicyTarget, position: number): Rule<Resolution> {
  const reference = makeReference({
    position: 'policyTarget',
    from: keyOf(policy),
    owner: policy,
    path: () => targetPath(policy, position),
    target: { group: target.group, kind: target.kind, name: target.name },
    namespace: target.namespace,
    port: undefined,
    sectionName: target.sectionName,
  });
  return yield* resolveReference(reference);
}

function targetProblem(resolution: Resolution, target: PolicyTarget): ComputedCondition | undefined {
  const { reason, message, referent } = resolution;
  if (isResolved(resolution)) return udpProblem(referent, target);
  if (reason === 'TargetNotFound') return isFalse('Accepted', 'TargetNotFound', message);
  if (reason === 'Forbidden' || reason === 'Unknown')
    return { type: 'Accepted', status: 'Unknown', reason, message };
  return isFalse('Accepted', 'Invalid', message);
}

/** G-1897: there is no TLS, and no HTTP, over a port that speaks UDP. */
function udpProblem(referent: RawObject | undefined, target: PolicyTarget): ComputedCondition | undefined {
  if (referent === undefined || groupKindId(target) !== groupKindId(SERVICE)) return undefined;
  const ports = servicePorts(referent).filter(
    (port) => target.sectionName === undefined || asString(port['name']) === target.sectionName,
  );
  return ports.length > 0 && ports.every((port) => protocolOf(port) === 'UDP')
    ? isFalse('Accepted', 'Invalid', `Service ${target.name} is reached over UDP there`)
    : undefined;
}

/**
 * The policy that governs what `policy` and its rivals target, the oldest of them. Policies that name a section and
 * those that do not are not in each other's way, and neither are those of different namespaces, each of which concerns
 * only what comes from its own, unless the target is in none.
 */
export function* winnerOf(
  policy: RawObject,
  target: PolicyTarget,
  { index }: Pick<PolicyKind, 'index'>,
): Rule<RawObject | undefined> {
  const scope = target.namespace === undefined ? undefined : policy.metadata.namespace;
  const rivals = yield* entry<Targeting>(index, scope, targetId(target));
  if (rivals.state !== 'entry') return undefined;
  return rivals.values
    .filter(({ target: other }) => isSamePlace(other, target))
    .map((rival) => rival.policy)
    .sort(comparePrecedence)[0];
}

function isSamePlace(a: PolicyTarget, b: PolicyTarget): boolean {
  return a.namespace === b.namespace && a.sectionName === b.sectionName;
}
