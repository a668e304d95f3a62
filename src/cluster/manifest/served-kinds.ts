import { compareVersions } from '../../codegen/compare-versions.ts';
import { readCrd } from '../../codegen/kind-schema.ts';
import { policyModeOfSpec } from '../../codegen/policy-mode-of.ts';
import { pluralField } from '../../codegen/query-field-name.ts';
import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import { INFERENCE_POOL, SERVICE_IMPORT, X_INFERENCE_POOL } from '../../gatewayapi/groups.ts';
import { kindTable } from '../../generated/kind-table.ts';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { PolicyMode } from '../../kube/policy-mode.ts';
import { type RawObject, versionOf } from '../../kube/raw-object.ts';
import type { Store } from '../store.ts';
import { crdScopes, kindScope } from './kind-scope.ts';

type KindShape = GroupKind & Pick<ServedResource, 'plural' | 'namespaced' | 'versions' | 'policy'>;

/** Backends that most implementations take: a reference to a missing one is not a reference to an unknown kind. */
const KNOWN_BACKENDS: readonly KindShape[] = [
  { ...SERVICE_IMPORT, plural: 'serviceimports', namespaced: true, versions: ['v1beta1', 'v1alpha1'] },
  { ...INFERENCE_POOL, plural: 'inferencepools', namespaced: true, versions: ['v1'] },
  { ...X_INFERENCE_POOL, plural: 'inferencepools', namespaced: true, versions: ['v1alpha2'] },
];

/**
 * The kinds that a cluster with nothing but these manifests would serve: those of Gateway API, well-known backends,
 * and what has a CRD or an object among the manifests.
 */
export class ServedKinds {
  readonly #resources: ReadonlyMap<string, ServedResource>;

  private constructor(resources: readonly ServedResource[]) {
    this.#resources = new Map(resources.map((resource) => [groupKindId(resource), resource]));
  }

  static of(store: Store, crds: readonly RawObject[]): ServedKinds {
    const shapes = new Map<string, KindShape>();
    for (const shape of [
      ...shapesOfCrds(crds),
      ...kindTable,
      ...KNOWN_BACKENDS,
      ...shapesOfObjects(store, crds),
    ]) {
      if (!shapes.has(groupKindId(shape))) shapes.set(groupKindId(shape), shape);
    }
    const resources = Array.from(shapes.values(), ({ group, kind, plural, namespaced, versions, policy }) => {
      const { length: count } = store.list({ group, kind }, {});
      const resource = { group, kind, plural, namespaced, versions, synced: true, count };
      return policy === undefined ? resource : { ...resource, policy };
    });
    return new ServedKinds(resources.sort(byGroupAndKind));
  }

  get(kind: GroupKind): ServedResource | undefined {
    return this.#resources.get(groupKindId(kind));
  }

  /** In the order of (group, kind) by bytes. */
  all(): readonly ServedResource[] {
    return [...this.#resources.values()];
  }
}

function byGroupAndKind(a: GroupKind, b: GroupKind): number {
  return compareBytes(a.group, b.group) || compareBytes(a.kind, b.kind);
}

function shapesOfCrds(crds: readonly RawObject[]): readonly KindShape[] {
  return crds.flatMap((crd) => {
    const schema = readCrd(crd);
    const versions = (schema?.versions ?? []).filter(({ served }) => served).map(({ name }) => name);
    if (schema === undefined || versions.length === 0) return [];
    return [{ ...schema, versions: versions.sort(compareVersions) }];
  });
}

function shapesOfObjects(store: Store, crds: readonly RawObject[]): readonly KindShape[] {
  const scopes = crdScopes(crds);
  return store.kinds().map((kind) => {
    const objects = store.list(kind, {});
    const versions = new Set(objects.map(({ apiVersion }) => versionOf(apiVersion)));
    return {
      ...kind,
      plural: pluralField(kind.kind.toLowerCase()),
      namespaced:
        kindScope(kind, scopes).namespaced ||
        objects.some(({ metadata }) => metadata.namespace !== undefined),
      versions: [...versions].sort(compareVersions),
      policy: policyOfObjects(kind.kind, objects),
    };
  });
}

/** Files seldom hold the CRDs of their policies. One that hands something down shows that all of its kind do. */
function policyOfObjects(kind: string, objects: readonly RawObject[]): PolicyMode | undefined {
  const modes = objects.map((object) => policyModeOfSpec(kind, object['spec']));
  return modes.find((mode) => mode === 'INHERITED') ?? modes.find((mode) => mode !== undefined);
}
