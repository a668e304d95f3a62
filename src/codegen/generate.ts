import type { JsonObject } from '../kube/json.ts';
import { groupKindId } from '../kube/object-key.ts';
import { generateKinds } from './generate-kinds.ts';
import { sdlHeader } from './generated-header.ts';
import { type KindSchema, mainVersion, readCrd } from './kind-schema.ts';
import { mergeSchemaOf } from './merge-schema-of.ts';
import type { TakenNames } from './name-kinds.ts';
import { printKinds } from './print-kinds.ts';
import { printSdl } from './print-sdl.ts';
import { printTables } from './print-tables.ts';
import { withinBounds } from './schema-bounds.ts';
import { schemaDefaultsOf } from './schema-defaults-of.ts';
import { bareKindName } from './type-name.ts';

export interface GenerateOptions {
  /** CustomResourceDefinitions as JSON. */
  readonly crds: readonly unknown[];
  /** Those of the standard channel: what is not in them is experimental. Absent: nothing is marked. */
  readonly standard?: readonly unknown[] | undefined;
  /** The core kinds that the others refer to. */
  readonly core: readonly KindSchema[];
}

const NOTHING_TAKEN: TakenNames = { kinds: new Set(), types: new Set(), fields: new Set() };

export interface GeneratedFiles {
  /** Text by relative path. */
  readonly files: ReadonlyMap<string, string>;
  /** Sentences about what got no type or no field. */
  readonly omitted: readonly string[];
}

/** The committed files of the schema, text by relative path. What is no CRD is passed over. */
export function generate(options: GenerateOptions): ReadonlyMap<string, string> {
  return generateFiles(options).files;
}

/** As `generate`, with what had to be left out. */
export function generateFiles({ crds, standard, core }: GenerateOptions): GeneratedFiles {
  const custom = readCrds(crds);
  const { kinds, omitted } = generateKinds(
    [...core, ...custom],
    NOTHING_TAKEN,
    standard && [...core, ...readCrds(standard)],
  );
  const tables = printTables(kinds, {
    defaults: byKind(custom, schemaDefaultsOf),
    merges: byKind([...core, ...custom], mergeSchemaOf),
  });
  const files = new Map([
    ...kinds.map((kind) => [sdlPath(kind.row.type), sdlFile(printSdl(kind))] as const),
    ...[...tables].map(([file, text]) => [`src/generated/${file}`, text] as const),
    ['src/generated/kinds.ts', printKinds(kinds)] as const,
  ]);
  return { files, omitted };
}

function sdlPath(kindType: string): string {
  return `schema/generated/${bareKindName(kindType)}.graphql`;
}

function sdlFile(sdl: string): string {
  return `${sdlHeader}\n${sdl}`;
}

function readCrds(crds: readonly unknown[]): readonly KindSchema[] {
  return crds.map(readCrd).filter((crd) => crd !== undefined);
}

/** What is read from the schema of each kind, where there is anything. */
function byKind<T>(
  kinds: readonly KindSchema[],
  read: (schema: JsonObject) => T | undefined,
): { readonly [groupKindId: string]: T } {
  const entries = kinds.flatMap((kind) => {
    const schema = mainVersion(kind)?.schema ?? {};
    const found = withinBounds(schema) ? read(schema) : undefined;
    return found === undefined ? [] : [[groupKindId(kind), found] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}
