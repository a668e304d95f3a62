import type { KindRow } from '../kube/kind-row.ts';
import { formatKind, groupKindId } from '../kube/object-key.ts';
import { isGraphqlName } from './graphql-name.ts';
import { kindRowOf } from './kind-row-of.ts';
import type { KindSchema } from './kind-schema.ts';
import { reservedFields } from './reserved-fields.ts';
import { companionTypeNames } from './type-name.ts';

/** What a schema has already, so that further kinds cannot have it. */
export interface TakenNames {
  /** groupKindId() of the kinds that have types. */
  readonly kinds: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  /** Fields of Query and Cluster. */
  readonly fields: ReadonlySet<string>;
}

export interface NamedKind {
  readonly schema: KindSchema;
  readonly row: KindRow;
}

/**
 * Gives each kind its type and query fields. A kind whose names are taken, or that shares one with another of these
 * kinds, is qualified by its group, and so is the other (api.md, section 1). A kind that has types already is passed
 * over.
 */
export function nameKinds(
  schemas: readonly KindSchema[],
  taken: TakenNames,
  isExperimental: (schema: KindSchema) => boolean,
): { readonly named: readonly NamedKind[]; readonly omitted: readonly string[] } {
  const candidates = withoutTwins(schemas.filter((schema) => !taken.kinds.has(groupKindId(schema))));
  const plain = candidates.map((schema) => kindRowOf(schema, { qualified: false, experimental: false }));
  const used = new Set([...taken.types, ...taken.fields, ...reservedFields]);
  const clashing = repeated([...used, ...plain.flatMap(namesOf)]);
  const named: NamedKind[] = [];
  const omitted: string[] = [];
  candidates.forEach((schema, index) => {
    const row = plain[index];
    const qualified = row !== undefined && namesOf(row).some((name) => clashing.has(name));
    const finalRow = kindRowOf(schema, { qualified, experimental: isExperimental(schema) });
    const problem = problemOf(finalRow, used);
    if (problem !== undefined) omitted.push(`${formatKind(schema)}: no type of its own, since ${problem}`);
    else named.push({ schema, row: finalRow });
  });
  return { named, omitted };
}

function withoutTwins(schemas: readonly KindSchema[]): readonly KindSchema[] {
  return [...new Map(schemas.map((schema) => [groupKindId(schema), schema])).values()];
}

function namesOf(row: KindRow): readonly string[] {
  const fields = row.listField === undefined ? [row.field] : [row.field, row.listField];
  return [row.type, ...companionTypeNames(row.type), ...fields];
}

function repeated(names: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  return new Set(names.filter((name) => seen.size === seen.add(name).size));
}

/** Claims the names of the row in `used` where there is no problem with them. */
function problemOf(row: KindRow, used: Set<string>): string | undefined {
  const names = namesOf(row);
  const bad = names.find((name) => !isGraphqlName(name));
  if (bad !== undefined) return `"${bad}" is no GraphQL name`;
  const clash = names.find((name) => used.has(name));
  if (clash !== undefined) return `${clash} is taken`;
  for (const name of names) used.add(name);
  return undefined;
}
