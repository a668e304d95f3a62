import type { ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import type { ComputedCondition } from '../../conditions/computed-condition.ts';
import type { Rule } from '../../fact.ts';
import { judgeTarget, resolveTarget } from '../../policies/judge-target.ts';
import { policyKindOf } from '../../policies/policy-kinds.ts';
import { policyTargets } from '../../policies/policy-target.ts';
import type { EdgeState, TopologyEdge } from '../topology.ts';
import { backendEnd } from './backend-edges.ts';
import { makeEdge } from './make-edge.ts';

/** From a policy to each of its targets: whether it governs it. */
export function* policyEdges(policy: RawObject, key: ObjectKey): Rule<readonly TopologyEdge[]> {
  const kind = yield* policyKindOf(key);
  if (kind === undefined) return [];
  const edges: TopologyEdge[] = [];
  for (const [position, target] of policyTargets(policy).entries()) {
    const resolution = yield* resolveTarget(policy, target, position);
    const condition = yield* judgeTarget(policy, { target, position, kind });
    const { reason, message } = condition;
    const said = { state: stateOf(condition), reason, message, path: resolution.reference.path() };
    edges.push(makeEdge({ key }, backendEnd(resolution), { type: 'POLICY_TARGET', ...said }));
  }
  return edges;
}

/** A policy that loses to another for the same target is refused; all else that is wrong is in the policy itself. */
function stateOf({ status, reason }: ComputedCondition): EdgeState {
  if (status === 'True') return 'RESOLVED';
  if (status === 'Unknown') return 'UNKNOWN';
  return reason === 'Conflicted' ? 'REFUSED' : 'BROKEN';
}
