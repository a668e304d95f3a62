import type { KindSchema } from '../../codegen/kind-schema.ts';
import type { ClusterReader } from '../../kube/cluster-reader.ts';
import { formatKind, type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import { groupOf, keyOf, versionOf } from '../../kube/raw-object.ts';
import { type AppliedKind, appliedKind, type KindUnknown } from './applied-kinds.ts';
import type { AppliedObject } from './read-applied.ts';

/** An object of `apply`, its key and what has to be known of its kind. */
export interface PlacedObject extends AppliedObject, AppliedKind {
  readonly key: ObjectKey;
}

export interface UnknownKind {
  readonly answer: KindUnknown;
  readonly kind: GroupKind;
}

/** Throws BAD_USER_INPUT for an object that no API server would take. */
export async function placeApplied(
  base: ClusterReader,
  applied: readonly AppliedObject[],
  options: { readonly crds: readonly KindSchema[]; readonly served: boolean },
): Promise<readonly PlacedObject[] | UnknownKind> {
  const kinds = new Map<string, AppliedKind>();
  const placed: PlacedObject[] = [];
  for (const each of applied) {
    const kind = { group: groupOf(each.object.apiVersion), kind: each.object.kind };
    const known = kinds.get(groupKindId(kind)) ?? (await appliedKind(base, each, { ...options, kind }));
    if ('state' in known) return { answer: known, kind };
    kinds.set(groupKindId(kind), known);
    refuseIfMisplaced(each, known, options.served);
    placed.push({ ...each, ...known, key: keyOf(each.object) });
  }
  return placed;
}

/** The namespace is no matter of taste here: `default` is as likely a slip as what is meant. */
function refuseIfMisplaced(applied: AppliedObject, { resource }: AppliedKind, served: boolean): void {
  const { apiVersion, kind, metadata } = applied.object;
  const words = formatKind(resource);
  if (resource.namespaced && !metadata.namespace) {
    throw applied.refuse(`${words} ${metadata.name} needs a metadata.namespace`, 'metadata');
  }
  if (!resource.namespaced && Object.hasOwn(metadata, 'namespace')) {
    throw applied.refuse(`${words} objects have no namespace`, 'metadata.namespace');
  }
  if (served && !resource.versions.includes(versionOf(apiVersion))) {
    throw applied.refuse(
      `this cluster does not serve ${kind} in ${apiVersion}; it serves ${resource.versions.join(', ')}`,
      'apiVersion',
    );
  }
}
