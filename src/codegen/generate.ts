import { groupKindId } from '../kube/object-key.ts';
import { generateKinds } from './generate-kinds.ts';
import { sdlHeader } from './generated-header.ts';
import { type KindSchema, mainVersion, readCrd } from './kind-schema.ts';
import type { TakenNames } from './name-kinds.ts';
import { printKinds } from './print-kinds.ts';
import { printSdl } from './print-sdl.ts';
import { type DefaultsTable, printTables } from './print-tables.ts';
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

/** The committed files of the schema, text by relative path. What is no CRD is passed over. */
export function generate({ crds, standard, core }: GenerateOptions): ReadonlyMap<string, string> {
  const custom = readCrds(crds);
  const { kinds } = generateKinds(
    [...core, ...custom],
    NOTHING_TAKEN,
    standard && [...core, ...readCrds(standard)],
  );
  const tables = printTables(kinds, defaultsOf(custom));
  return new Map([
    ...kinds.map(
      (kind) => [`schema/generated/${bareKindName(kind.row.type)}.graphql`, sdlFile(printSdl(kind))] as const,
    ),
    ...[...tables].map(([file, text]) => [`src/generated/${file}`, text] as const),
    ['src/generated/kinds.ts', printKinds(kinds)] as const,
  ]);
}

function sdlFile(sdl: string): string {
  return `${sdlHeader}\n${sdl}`;
}

function readCrds(crds: readonly unknown[]): readonly KindSchema[] {
  return crds.map(readCrd).filter((crd) => crd !== undefined);
}

function defaultsOf(kinds: readonly KindSchema[]): DefaultsTable {
  const entries = kinds.flatMap((kind) => {
    const defaults = schemaDefaultsOf(mainVersion(kind)?.schema);
    return defaults === undefined ? [] : [[groupKindId(kind), defaults] as const];
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}
