/** One kind that the double serves. */
export interface ApiResource {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly namespaced: boolean;
  /** Served versions, preferred first. */
  readonly versions: readonly string[];
  /** Items of a list carry apiVersion and kind for custom resources only. */
  readonly custom: boolean;
}

export function resourceId({ group, plural }: { readonly group: string; readonly plural: string }): string {
  return `${group}/${plural}`;
}

export function apiVersionOf(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

function builtIn(group: string, kind: string, plural: string, namespaced = true): ApiResource {
  const singular = kind.toLowerCase();
  return { group, kind, plural, singular, namespaced, versions: ['v1'], custom: false };
}

export const NAMESPACE_RESOURCE = builtIn('', 'Namespace', 'namespaces', false);
export const CRD_RESOURCE = builtIn(
  'apiextensions.k8s.io',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);

const RBAC_GROUP = 'rbac.authorization.k8s.io';
export const SERVICE_ACCOUNT_RESOURCE = builtIn('', 'ServiceAccount', 'serviceaccounts');
export const ROLE_RESOURCE = builtIn(RBAC_GROUP, 'Role', 'roles');
export const ROLE_BINDING_RESOURCE = builtIn(RBAC_GROUP, 'RoleBinding', 'rolebindings');
export const CLUSTER_ROLE_RESOURCE = builtIn(RBAC_GROUP, 'ClusterRole', 'clusterroles', false);
export const CLUSTER_ROLE_BINDING_RESOURCE = builtIn(
  RBAC_GROUP,
  'ClusterRoleBinding',
  'clusterrolebindings',
  false,
);

/** Who may do what, as objects. */
export const RBAC_RESOURCES: readonly ApiResource[] = [
  SERVICE_ACCOUNT_RESOURCE,
  ROLE_RESOURCE,
  ROLE_BINDING_RESOURCE,
  CLUSTER_ROLE_RESOURCE,
  CLUSTER_ROLE_BINDING_RESOURCE,
];

/** What every cluster has, as far as gwql reads it. */
export const BUILT_IN: readonly ApiResource[] = [
  NAMESPACE_RESOURCE,
  builtIn('', 'Service', 'services'),
  builtIn('', 'Secret', 'secrets'),
  builtIn('', 'ConfigMap', 'configmaps'),
  builtIn('', 'Pod', 'pods'),
  builtIn('discovery.k8s.io', 'EndpointSlice', 'endpointslices'),
  CRD_RESOURCE,
];

export const VERBS: readonly string[] = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
