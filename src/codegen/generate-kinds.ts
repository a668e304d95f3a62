import { formatKind } from '../kube/object-key.ts';
import { experimentalPaths } from './experimental-paths.ts';
import { generateKind } from './generate-kind.ts';
import type { GeneratedKind } from './generated-kind.ts';
import { type KindSchema, mainVersion } from './kind-schema.ts';
import { nameKinds, type TakenNames } from './name-kinds.ts';
import { withinBounds } from './schema-bounds.ts';
import { companionTypeNames } from './type-name.ts';

export interface GeneratedKinds {
  readonly kinds: readonly GeneratedKind[];
  /** Sentences about what got no type or no field. */
  readonly omitted: readonly string[];
}

/** The types of several kinds, in the order of (group, kind); no two types have one name, whatever the schemas say. */
export function generateKinds(
  schemas: readonly KindSchema[],
  taken: TakenNames,
  standard: readonly KindSchema[] | undefined,
): GeneratedKinds {
  const [small, large] = partition(schemas, (schema) => withinBounds(mainVersion(schema)?.schema ?? {}));
  const sorted = [...small].sort(byGroupAndKind);
  const { named, omitted } = nameKinds(sorted, taken, (schema) => experimentalPaths(schema, standard)([]));
  const takenTypes = new Set(taken.types);
  for (const { row } of named)
    for (const name of [row.type, ...companionTypeNames(row.type)]) takenTypes.add(name);
  const kinds = named.map(({ schema, row }) => {
    const isExperimental = experimentalPaths(schema, standard);
    const kind = generateKind(mainVersion(schema)?.schema ?? {}, { row, isExperimental, takenTypes });
    for (const { name } of [...kind.objects, ...kind.enums]) takenTypes.add(name);
    return kind;
  });
  const tooLarge = large.map(
    (schema) => `${formatKind(schema)}: no type of its own, since its schema is too large`,
  );
  return { kinds, omitted: [...tooLarge, ...omitted, ...kinds.flatMap((kind) => kind.omitted)] };
}

function partition<T>(values: readonly T[], test: (value: T) => boolean): [readonly T[], readonly T[]] {
  return [values.filter(test), values.filter((value) => !test(value))];
}

function byGroupAndKind(a: KindSchema, b: KindSchema): number {
  return compare(a.group, b.group) || compare(a.kind, b.kind);
}

/** By code units, which is by bytes for the names of groups and kinds. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
