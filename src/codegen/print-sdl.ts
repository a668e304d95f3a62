import type { KindRow } from '../kube/kind-row.ts';
import type { GeneratedEnum, GeneratedField, GeneratedKind, GeneratedObject } from './generated-kind.ts';
import { experimentalMark } from './mark-experimental.ts';
import { printDescription } from './print-description.ts';
import { printListInputs } from './print-list-inputs.ts';
import { queryFields } from './query-fields.ts';

/** One kind as SDL: its types and enums, its connection, and its fields of Query and Cluster. */
export function printSdl(kind: GeneratedKind): string {
  const blocks = [
    ...kind.objects.map(printObject),
    ...kind.enums.map(printEnum),
    ...printConnection(kind.row),
    ...printListInputs(kind),
    ...printQueryFields(kind.row),
  ];
  return blocks.join('\n');
}

function printObject({ name, interfaces, experimental, fields }: GeneratedObject): string {
  const implemented = interfaces.length === 0 ? '' : ` implements ${interfaces.join(' & ')}`;
  return `type ${name}${implemented}${directive(experimental)} {\n${printFields(fields)}}\n`;
}

function printFields(fields: readonly Omit<GeneratedField, 'origin'>[]): string {
  return fields.map(printField).join('');
}

function printField(field: Omit<GeneratedField, 'origin'>): string {
  const { name, type, experimental, description } = field;
  return `${documentation(experimental, description)}  ${name}${field.arguments ?? ''}: ${type}${directive(experimental)}\n`;
}

function printEnum({ name, experimental, values }: GeneratedEnum): string {
  const lines = values.map((value) => `  ${value.name}${directive(value.experimental)}\n`);
  return `enum ${name}${directive(experimental)} {\n${lines.join('')}}\n`;
}

function printConnection({ kind, type, listField }: KindRow): readonly string[] {
  if (listField === undefined) return [];
  return [
    `${printDescription(`A page of objects of kind ${kind}.`)}\n` +
      `type ${type}Connection {\n` +
      `  edges: [${type}Edge!]!\n` +
      `  nodes: [${type}!]!\n` +
      '  pageInfo: PageInfo!\n' +
      `  ${printDescription('How many there are on all pages; null where nobody has counted them.')}\n` +
      '  totalCount: Int\n' +
      '}\n',
    `${printDescription(`One object of kind ${kind} and its place in the list.`)}\n` +
      `type ${type}Edge {\n  cursor: String!\n  node: ${type}!\n}\n`,
  ];
}

function printQueryFields(row: KindRow): readonly string[] {
  const fields = printFields(queryFields(row));
  return ['Query', 'Cluster'].map((type) => `extend type ${type} {\n${fields}}\n`);
}

/** Only what is ours: upstream's texts are added when serving. */
function documentation(experimental: boolean, description: string | undefined): string {
  if (description === undefined) return '';
  return `  ${printDescription(experimental ? `${experimentalMark} ${description}` : description)}\n`;
}

function directive(experimental: boolean): string {
  return experimental ? ' @experimental' : '';
}
