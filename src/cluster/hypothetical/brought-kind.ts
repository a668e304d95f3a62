import { compareVersions } from '../../codegen/compare-versions.ts';
import type { KindSchema } from '../../codegen/kind-schema.ts';
import { policyModeOfSpec } from '../../codegen/policy-mode-of.ts';
import { pluralField } from '../../codegen/query-field-name.ts';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import { groupOf, type RawObject, versionOf } from '../../kube/raw-object.ts';
import { kindScope } from '../manifest/kind-scope.ts';

/** A kind as a cluster would serve it that has a CRD for it, or else an object of it among its manifests. */
export function broughtKind(object: RawObject, crd: KindSchema | undefined): ServedResource {
  const { apiVersion, kind, metadata } = object;
  const group = groupOf(apiVersion);
  const held = { group, kind, synced: true, count: 0 };
  if (crd !== undefined) {
    const versions = crd.versions.filter(({ served }) => served).map(({ name }) => name);
    return {
      ...held,
      plural: crd.plural,
      namespaced: crd.namespaced,
      versions: versions.sort(compareVersions),
      policy: crd.policy,
    };
  }
  return {
    ...held,
    plural: pluralField(kind.toLowerCase()),
    namespaced: kindScope({ group, kind }, new Map()).namespaced || metadata.namespace !== undefined,
    versions: [versionOf(apiVersion)],
    policy: policyModeOfSpec(kind, object['spec']),
  };
}
