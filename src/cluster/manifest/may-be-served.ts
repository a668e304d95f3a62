import { CORE, GATEWAY_GROUP } from '../../gatewayapi/groups.ts';
import type { GroupKind } from '../../kube/object-key.ts';

/** All kinds of the core group. */
const CORE_KINDS: ReadonlySet<string> = new Set([
  'Binding',
  'ComponentStatus',
  'ConfigMap',
  'Endpoints',
  'Event',
  'LimitRange',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Pod',
  'PodTemplate',
  'ReplicationController',
  'ResourceQuota',
  'Secret',
  'Service',
  'ServiceAccount',
]);

/** Groups of Kubernetes itself without a dot; groups of CRDs have one. */
const SHORT_GROUPS: ReadonlySet<string> = new Set(['apps', 'autoscaling', 'batch', 'extensions', 'policy']);

/**
 * Whether there could be a cluster that serves a kind of which no file has an object or a CRD. The kinds of the Gateway
 * API are known, those of the core group too; any other group may have a CRD somewhere.
 */
export function mayBeServed({ group, kind }: GroupKind): boolean {
  if (group === CORE) return CORE_KINDS.has(kind);
  return group.includes('.') ? group !== GATEWAY_GROUP : SHORT_GROUPS.has(group);
}
