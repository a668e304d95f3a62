import { type GroupKind, groupKindId } from '../kube/object-key.ts';

/**
 * Versions that older releases of Gateway API serve and the CRDs of the newest no longer name, from 1.0 on
 * (semantics.md, F.1). v1alpha2 of BackendTLSPolicy has another shape, so that much of it reads as null.
 */
const OLDER_VERSIONS: { readonly [groupKindId: string]: readonly string[] } = {
  'gateway.networking.k8s.io/GRPCRoute': ['v1alpha2'],
  'gateway.networking.k8s.io/ReferenceGrant': ['v1alpha2'],
  'gateway.networking.k8s.io/BackendTLSPolicy': ['v1alpha2'],
};

export function olderVersionsOf(kind: GroupKind): readonly string[] {
  return OLDER_VERSIONS[groupKindId(kind)] ?? [];
}
