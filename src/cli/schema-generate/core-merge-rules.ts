import type { JsonObject } from '../../kube/json.ts';

const BY_TYPE: JsonObject = { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] };

/**
 * How the OpenAPI document of Kubernetes says that core kinds are merged, by kind and path, which the models of
 * client-node leave out: lists that are not replaced as a whole, and maps that are.
 */
export const coreMergeRules: { readonly [kind: string]: { readonly [path: string]: JsonObject } } = {
  Namespace: { 'status.conditions': BY_TYPE },
  Service: {
    'spec.ports': {
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['port', 'protocol'],
    },
    'spec.ports.[].protocol': { default: 'TCP' },
    'spec.selector': { 'x-kubernetes-map-type': 'atomic' },
    'status.conditions': BY_TYPE,
  },
};
