import { asList, getIn } from '../../../kube/json.ts';
import type { ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import type { ComputedCondition } from '../../conditions/computed-condition.ts';
import type { Rule } from '../../fact.ts';
import { judgeTarget, resolveTarget } from '../../policies/judge-target.ts';
import { policyKindOf } from '../../policies/policy-kinds.ts';
import { policyTargets } from '../../policies/policy-target.ts';
import type { Resolution } from '../../resolution.ts';
import { listenerPath, rulePath } from '../node-id.ts';
import type { EdgeState, TopologyEdge } from '../topology.ts';
import { backendEnd } from './backend-edges.ts';
import { type EdgeEnd, makeEdge } from './make-edge.ts';

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
    edges.push(makeEdge({ key }, targetEnd(resolution), { type: 'POLICY_TARGET', ...said }));
  }
  return edges;
}

/** A policy that loses to another for the same target is refused; all else that is wrong is in the policy itself. */
function stateOf({ status, reason }: ComputedCondition): EdgeState {
  if (status === 'True') return 'RESOLVED';
  if (status === 'Unknown') return 'UNKNOWN';
  return reason === 'Conflicted' ? 'REFUSED' : 'BROKEN';
}

/** The part that a target names: the port of a Service, the listener of a Gateway or ListenerSet, the rule of a route. */
function targetEnd(resolution: Resolution): EdgeEnd {
  const { referent, reference, servicePort } = resolution;
  const { target: key, sectionName } = reference;
  if (servicePort !== undefined) return backendEnd(resolution);
  if (sectionName === undefined || referent === undefined) return { key };
  for (const [field, path] of SECTIONS) {
    const index = asList(getIn(referent, 'spec', field)).findIndex(
      (section) => getIn(section, 'name') === sectionName,
    );
    if (index >= 0) return { key, part: path(index) };
  }
  return { key };
}

const SECTIONS = [
  ['listeners', listenerPath],
  ['rules', rulePath],
] as const;
