import { buildASTSchema, type GraphQLSchema, Kind, parse } from 'graphql';
import { generateKinds } from '../../codegen/generate-kinds.ts';
import type { GeneratedKind } from '../../codegen/generated-kind.ts';
import { type KindSchema, mainVersion, readCrd } from '../../codegen/kind-schema.ts';
import { printSdl } from '../../codegen/print-sdl.ts';
import { companionTypeNames } from '../../codegen/type-name.ts';
import type { KindRow } from '../../kube/kind-row.ts';
import { groupKindId } from '../../kube/object-key.ts';
import { coreKindFacts } from '../schema-generate/core-kind-facts.ts';
import { readOwnSdl } from './read-own-sdl.ts';
import { withoutUnknownTypes } from './without-unknown-types.ts';

export interface CrdKind {
  readonly row: KindRow;
  /** The version that the types come from. */
  readonly version: string;
  readonly types: readonly string[];
}

export interface CrdSchema {
  readonly schema: GraphQLSchema;
  /** The kinds of the CRDs by groupKindId(). */
  readonly kinds: ReadonlyMap<string, CrdKind>;
  /** Sentences about what got no type or no field. */
  readonly omitted: readonly string[];
}

const NOTHING_TAKEN = { kinds: new Set<string>(), types: new Set<string>(), fields: new Set<string>() };

/** The schema as it would be if it were generated from these CRDs; `standard` are those of the standard channel. */
export function schemaOfCrds(crds: readonly unknown[], standard: readonly unknown[] | undefined): CrdSchema {
  const core = coreKindFacts();
  const custom = crds.map(readCrd).filter((crd) => crd !== undefined);
  const channel = standard && [...core, ...standard.map(readCrd).filter((crd) => crd !== undefined)];
  const { kinds, omitted } = generateKinds([...core, ...custom], NOTHING_TAKEN, channel);
  const generated = kinds.flatMap((kind) => parse(printSdl(kind)).definitions);
  const definitions = withoutUnknownTypes([...readOwnSdl(), ...generated]);
  // the generator's own tests see to it that this is valid, and pruning leaves interfaces with fields to spare
  const schema = buildASTSchema(
    { kind: Kind.DOCUMENT, definitions },
    { assumeValid: true, assumeValidSDL: true },
  );
  return { schema, kinds: crdKinds(kinds, custom), omitted };
}

function crdKinds(
  kinds: readonly GeneratedKind[],
  custom: readonly KindSchema[],
): ReadonlyMap<string, CrdKind> {
  const byId = new Map(custom.map((schema) => [groupKindId(schema), schema]));
  return new Map(
    kinds.flatMap(({ row, objects, enums }) => {
      const schema = byId.get(groupKindId(row));
      if (schema === undefined) return [];
      const types = [...objects, ...enums].map(({ name }) => name);
      const version = mainVersion(schema)?.name ?? '';
      return [
        [groupKindId(row), { row, version, types: [...types, ...companionTypeNames(row.type)] }] as const,
      ];
    }),
  );
}
