import { type KindSchema, mainVersion, readCrd } from '../../codegen/kind-schema.ts';
import { mergeSchemaOf } from '../../codegen/merge-schema-of.ts';
import { schemaDefaultsOf } from '../../codegen/schema-defaults-of.ts';
import { defaultsTable } from '../../generated/defaults-table.ts';
import { kindTable } from '../../generated/kind-table.ts';
import { mergeTable } from '../../generated/merge-table.ts';
import type { ClusterReader, KindLookup, ServedResource } from '../../kube/cluster-reader.ts';
import type { MergeSchema } from '../../kube/merge-schema.ts';
import { formatKind, type GroupKind, groupKindId, sameGroupKind } from '../../kube/object-key.ts';
import type { SchemaDefaults } from '../../kube/schema-defaults.ts';
import { broughtKind } from './brought-kind.ts';
import type { AppliedObject } from './read-applied.ts';

/** What has to be known of a kind to apply objects of it. */
export interface AppliedKind {
  readonly resource: ServedResource;
  /** Whether the cluster serves it only since the changes. */
  readonly brought: boolean;
  readonly merge: MergeSchema;
  readonly defaults: SchemaDefaults | undefined;
}

/** Why nobody knows whether a kind is served. */
export type KindUnknown = Exclude<KindLookup, { readonly state: 'served' } | { readonly state: 'notServed' }>;

/** Of every kind, whatever its schema says. */
const METADATA: MergeSchema = {
  properties: { finalizers: { type: 'set' }, ownerReferences: { keys: { uid: null } } },
};

const CRD: GroupKind = { group: 'apiextensions.k8s.io', kind: 'CustomResourceDefinition' };

/**
 * Finds out about the kind of an applied object. Throws BAD_USER_INPUT where a cluster with an API server would refuse
 * it; manifests take any kind.
 */
export async function appliedKind(
  base: ClusterReader,
  object: AppliedObject,
  {
    kind,
    crds,
    served,
  }: { readonly kind: GroupKind; readonly crds: readonly KindSchema[]; readonly served: boolean },
): Promise<AppliedKind | KindUnknown> {
  const lookup = await base.kind(kind);
  if (lookup.state !== 'served' && lookup.state !== 'notServed') return lookup;
  const crd = crds.find((each) => groupKindId(each) === groupKindId(kind));
  if (lookup.state === 'served') {
    const schema = crd ?? (await storedCrd(base, lookup.resource));
    return { resource: lookup.resource, brought: false, ...schemasOf(kind, schema) };
  }
  if (served && crd === undefined) {
    const words = `this cluster does not serve ${formatKind(kind)}; apply its CustomResourceDefinition as well`;
    throw object.refuse(words, 'kind');
  }
  return { resource: broughtKind(object.object, crd), brought: true, ...schemasOf(kind, crd) };
}

/** Built-in tables go first, as they do for manifests. */
function schemasOf(kind: GroupKind, crd: KindSchema | undefined): Pick<AppliedKind, 'merge' | 'defaults'> {
  const id = groupKindId(kind);
  const schema = crd && mainVersion(crd)?.schema;
  const merge: MergeSchema = own(mergeTable, id) ?? mergeSchemaOf(schema) ?? {};
  return {
    merge: { ...merge, properties: { ...merge.properties, metadata: METADATA } },
    defaults: own(defaultsTable, id) ?? schemaDefaultsOf(schema),
  };
}

function own<T>(table: { readonly [id: string]: T }, id: string): T | undefined {
  return Object.hasOwn(table, id) ? table[id] : undefined;
}

/** Where it may not be read, lists are replaced as a whole, and nothing is filled in. */
async function storedCrd(base: ClusterReader, resource: ServedResource): Promise<KindSchema | undefined> {
  const { group, plural } = resource;
  const isBuiltIn = kindTable.some((row) => sameGroupKind(row, resource));
  if (isBuiltIn || !group.includes('.')) return undefined;
  if ((await base.kind(CRD)).state !== 'served') return undefined;
  const [answer] = await base.getMany([{ ...CRD, name: `${plural}.${group}` }]);
  return answer?.state === 'found' ? readCrd(answer.object) : undefined;
}
