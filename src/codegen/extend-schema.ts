import type { KindRow } from '../kube/kind-row.ts';
import { groupKindId } from '../kube/object-key.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import type { SchemaDefaults } from '../kube/schema-defaults.ts';
import { generateKinds } from './generate-kinds.ts';
import { type KindSchema, mainVersion, readCrd } from './kind-schema.ts';
import type { TakenNames } from './name-kinds.ts';
import { printSdl } from './print-sdl.ts';
import { schemaDefaultsOf } from './schema-defaults-of.ts';
import { typesImplementing } from './types-implementing.ts';

/** What further CRDs add to the schema; the parts match the files of `src/generated`. */
export interface SchemaExtension {
  readonly sdl: string;
  readonly kinds: readonly KindRow[];
  readonly references: readonly ReferenceRow[];
  readonly defaults: { readonly [groupKindId: string]: SchemaDefaults };
  readonly enumTypes: readonly string[];
  readonly conditionTypes: readonly string[];
  /** Sentences about kinds and properties that got no type or field; they stay in `manifest`. */
  readonly omitted: readonly string[];
}

/**
 * Types for CRDs beyond the built-in kinds, by the same rules. A kind that has types already is passed over, and so
 * is what is no CRD.
 */
export function extendSchema(crds: readonly unknown[], taken: TakenNames): SchemaExtension {
  const schemas = crds.map(readCrd).filter((crd) => crd !== undefined);
  const { kinds, omitted } = generateKinds(schemas, taken, undefined);
  const byId = new Map(schemas.map((schema) => [groupKindId(schema), schema]));
  const added = kinds.map(({ row }) => ({ row, schema: byId.get(groupKindId(row)) }));
  return {
    sdl: kinds.map(printSdl).join('\n'),
    kinds: added.map(({ row, schema }) => mainVersionFirst(row, schema)),
    references: kinds.flatMap(({ references }) => references),
    defaults: Object.fromEntries(
      added.flatMap(({ row, schema }) => {
        const defaults = schemaDefaultsOf(schema && mainVersion(schema)?.schema);
        return defaults === undefined ? [] : [[groupKindId(row), defaults] as const];
      }),
    ),
    enumTypes: kinds.flatMap(({ enums }) => enums.map(({ name }) => name)),
    conditionTypes: typesImplementing('Condition', kinds),
    omitted,
  };
}

/** Versions of one kind may differ in shape (conversion webhooks): read what the types were made from. */
function mainVersionFirst(row: KindRow, schema: KindSchema | undefined): KindRow {
  const main = schema && mainVersion(schema)?.name;
  if (main === undefined || !row.versions.includes(main)) return row;
  return { ...row, versions: [main, ...row.versions.filter((version) => version !== main)] };
}
