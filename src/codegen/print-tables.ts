import type { MergeSchema } from '../kube/merge-schema.ts';
import type { SchemaDefaults } from '../kube/schema-defaults.ts';
import { experimentalNamesOf } from './experimental-names-of.ts';
import { typescriptHeader } from './generated-header.ts';
import type { GeneratedKind } from './generated-kind.ts';
import { printLiteral } from './print-literal.ts';
import { typesImplementing } from './types-implementing.ts';

/** What is read from schemas as a whole, by groupKindId(). */
export interface SchemaTables {
  readonly defaults: { readonly [groupKindId: string]: SchemaDefaults };
  readonly merges: { readonly [groupKindId: string]: MergeSchema };
}

interface Table {
  readonly file: string;
  readonly name: string;
  readonly comment: string;
  readonly type: string;
  readonly import?: string;
  readonly value: unknown;
}

/** The tables that the rest of gwql reads, by file name. */
export function printTables(
  kinds: readonly GeneratedKind[],
  schemas: SchemaTables,
): ReadonlyMap<string, string> {
  const tables = [...rowTables(kinds), ...schemaTables(schemas), ...nameTables(kinds)];
  return new Map(tables.map((table) => [table.file, printTable(table)]));
}

function rowTables(kinds: readonly GeneratedKind[]): readonly Table[] {
  return [
    {
      file: 'kind-table.ts',
      name: 'kindTable',
      comment: 'Every kind that the schema has types for.',
      type: 'readonly KindRow[]',
      import: "{ KindRow } from '../kube/kind-row.ts'",
      value: kinds.map(({ row }) => row),
    },
    {
      file: 'reference-table.ts',
      name: 'referenceTable',
      comment: 'Every place where these kinds refer to other objects.',
      type: 'readonly ReferenceRow[]',
      import: "{ ReferenceRow } from '../kube/reference-row.ts'",
      value: kinds.flatMap(({ references }) => references),
    },
  ];
}

function schemaTables({ defaults, merges }: SchemaTables): readonly Table[] {
  return [
    {
      file: 'defaults-table.ts',
      name: 'defaultsTable',
      comment: 'The defaults that an API server fills in, by groupKindId().',
      type: '{ readonly [groupKindId: string]: SchemaDefaults }',
      import: "{ SchemaDefaults } from '../kube/schema-defaults.ts'",
      value: defaults,
    },
    {
      file: 'merge-table.ts',
      name: 'mergeTable',
      comment: 'How server-side apply merges objects, by groupKindId().',
      type: '{ readonly [groupKindId: string]: MergeSchema }',
      import: "{ MergeSchema } from '../kube/merge-schema.ts'",
      value: merges,
    },
  ];
}

function nameTables(kinds: readonly GeneratedKind[]): readonly Table[] {
  const table = (file: string, name: string, comment: string, value: readonly string[]): Table => {
    return { file, name, comment, type: 'readonly string[]', value };
  };
  return [
    table(
      'enum-types.ts',
      'enumTypes',
      'The enums that come from CRDs: of newer CRDs they may hold values that the schema does not know.',
      kinds.flatMap(({ enums }) => enums.map(({ name }) => name)),
    ),
    table(
      'condition-types.ts',
      'conditionTypes',
      'The types that implement Condition.',
      typesImplementing('Condition', kinds),
    ),
    table(
      'experimental-names.ts',
      'experimentalNames',
      'What is not in the standard channel: `Type`, `Type.field`, `Enum`, `Enum.Value`.',
      kinds.flatMap(experimentalNamesOf),
    ),
  ];
}

function printTable({ name, comment, type, import: imported, value }: Table): string {
  const lines = [
    typescriptHeader,
    imported === undefined ? '' : `import type ${imported};\n`,
    `\n/** ${comment} */\n`,
    `export const ${name}: ${type} = ${printLiteral(value, '', Number.POSITIVE_INFINITY)};\n`,
  ];
  return lines.join('');
}
