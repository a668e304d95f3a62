import { kindTable } from '../../generated/kind-table.ts';
import { asString, getIn } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';

/** `guessed` where no CRD among the manifests tells. */
export interface KindScope {
  readonly namespaced: boolean;
  readonly guessed: boolean;
}

/** Cluster-scoped kinds of Kubernetes itself, which no CRD tells about. Its other kinds have a namespace. */
const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  '/ComponentStatus',
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  'admissionregistration.k8s.io/MutatingAdmissionPolicy',
  'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'apiregistration.k8s.io/APIService',
  'certificates.k8s.io/CertificateSigningRequest',
  'certificates.k8s.io/ClusterTrustBundle',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
  'networking.k8s.io/IPAddress',
  'networking.k8s.io/IngressClass',
  'networking.k8s.io/ServiceCIDR',
  'node.k8s.io/RuntimeClass',
  'policy/PodSecurityPolicy',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'resource.k8s.io/DeviceClass',
  'resource.k8s.io/ResourceSlice',
  'scheduling.k8s.io/PriorityClass',
  'storage.k8s.io/CSIDriver',
  'storage.k8s.io/CSINode',
  'storage.k8s.io/StorageClass',
  'storage.k8s.io/VolumeAttachment',
  'storage.k8s.io/VolumeAttributesClass',
]);

const GENERATED: ReadonlyMap<string, boolean> = new Map(
  kindTable.map((row) => [groupKindId(row), row.namespaced]),
);

/** Scopes of the kinds whose CRDs are among the manifests, by groupKindId(). */
export function crdScopes(crds: readonly RawObject[]): ReadonlyMap<string, boolean> {
  const scopes = new Map<string, boolean>();
  for (const crd of crds) {
    const [group, kind] = [
      asString(getIn(crd, 'spec', 'group')),
      asString(getIn(crd, 'spec', 'names', 'kind')),
    ];
    if (group === undefined || kind === undefined) continue;
    scopes.set(groupKindId({ group, kind }), getIn(crd, 'spec', 'scope') !== 'Cluster');
  }
  return scopes;
}

/**
 * Whether objects of a kind have a namespace. For a kind that nothing is known of: most do, except those that are
 * named as cluster-scoped kinds are, `ClusterIssuer` and `StorageClass`.
 */
export function kindScope(kind: GroupKind, crds: ReadonlyMap<string, boolean>): KindScope {
  const id = groupKindId(kind);
  const known = GENERATED.get(id) ?? (CLUSTER_SCOPED.has(id) ? false : crds.get(id));
  if (known !== undefined) return { namespaced: known, guessed: false };
  return { namespaced: !/^Cluster[A-Z]|[a-z]Class$/.test(kind.kind), guessed: true };
}

export function isCrdObject({ apiVersion, kind }: RawObject): boolean {
  return kind === 'CustomResourceDefinition' && groupOf(apiVersion) === 'apiextensions.k8s.io';
}
