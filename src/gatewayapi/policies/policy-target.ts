import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import { EXPERIMENTAL_GROUP, GATEWAY_CLASS, GATEWAY_GROUP, NAMESPACE } from '../groups.ts';

/** What a policy names. */
export interface PolicyTarget extends GroupKind {
  readonly name: string;
  /** The policy's own, unless its kind lets it name another one; undefined for kinds known to have none. */
  readonly namespace: string | undefined;
  /** Of a Gateway or ListenerSet a listener, of a route a rule, of a Service a port. */
  readonly sectionName: string | undefined;
}

/** A policy and one of its targets. */
export interface Targeting {
  readonly policy: RawObject;
  readonly target: PolicyTarget;
  /** Among the targets of the policy. */
  readonly position: number;
}

/** In the order of the spec. Some kinds name one target, in `targetRef`. */
export function policyTargets(policy: RawObject): readonly PolicyTarget[] {
  return targetRefs(policy).map((ref) => readTarget(policy, ref));
}

/** The field that names a target: `spec.targetRefs[1]`. */
export function targetPath(policy: RawObject, position: number): string {
  return namesOne(policy) ? 'spec.targetRef' : `spec.targetRefs[${position}]`;
}

export function namesOne(policy: RawObject): boolean {
  return getIn(policy, 'spec', 'targetRef') !== undefined;
}

function targetRefs(policy: RawObject): readonly Json[] {
  const single = getIn(policy, 'spec', 'targetRef');
  return single === undefined ? asList(getIn(policy, 'spec', 'targetRefs')) : [single];
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([GATEWAY_CLASS, NAMESPACE].map(groupKindId));
/** The policies of Gateway API itself have local targets (semantics.md A.2 rows 24 and 26). */
const LOCAL_GROUPS: ReadonlySet<string> = new Set([GATEWAY_GROUP, EXPERIMENTAL_GROUP]);

function readTarget(policy: RawObject, ref: Json): PolicyTarget {
  const kind = {
    group: asString(getIn(ref, 'group')) ?? '',
    kind: asString(getIn(ref, 'kind')) ?? '',
  };
  const written = LOCAL_GROUPS.has(groupOf(policy.apiVersion))
    ? undefined
    : asString(getIn(ref, 'namespace')) || undefined;
  return {
    ...kind,
    name: asString(getIn(ref, 'name')) ?? '',
    namespace: CLUSTER_SCOPED.has(groupKindId(kind)) ? undefined : (written ?? policy.metadata.namespace),
    sectionName: asString(getIn(ref, 'sectionName')) || undefined,
  };
}

/** Whether the two are in different namespaces; what is in none is everybody's. */
export function isCrossNamespace({ metadata }: RawObject, { namespace }: PolicyTarget): boolean {
  return metadata.namespace !== undefined && namespace !== undefined && namespace !== metadata.namespace;
}
