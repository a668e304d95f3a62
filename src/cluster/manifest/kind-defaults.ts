import { mainVersion, readCrd } from '../../codegen/kind-schema.ts';
import { schemaDefaultsOf } from '../../codegen/schema-defaults-of.ts';
import { defaultsTable } from '../../generated/defaults-table.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { SchemaDefaults } from '../../kube/schema-defaults.ts';

/** What to fill in for a kind, in whatever version it is written; undefined where there is nothing. */
export type KindDefaults = (kind: GroupKind) => SchemaDefaults | undefined;

/** The built-in table, and the CRDs among the manifests for kinds that it does not know. */
export function kindDefaults(crds: readonly RawObject[]): KindDefaults {
  const further = new Map<string, SchemaDefaults>();
  for (const crd of crds) {
    const kind = readCrd(crd);
    const defaults = kind === undefined ? undefined : schemaDefaultsOf(mainVersion(kind)?.schema);
    if (kind !== undefined && defaults !== undefined) further.set(groupKindId(kind), defaults);
  }
  return (kind) => {
    const id = groupKindId(kind);
    return Object.hasOwn(defaultsTable, id) ? defaultsTable[id] : further.get(id);
  };
}
