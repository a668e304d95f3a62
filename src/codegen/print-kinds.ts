import { typescriptHeader } from './generated-header.ts';
import type { GeneratedEnum, GeneratedKind, GeneratedObject } from './generated-kind.ts';
import { printString } from './print-literal.ts';
import { typescriptType } from './typescript-type.ts';

const LINE_WIDTH = 110;

/** TypeScript interfaces of the raw objects, by the names of the GraphQL types: what is stored, so all may be absent. */
export function printKinds(kinds: readonly GeneratedKind[]): string {
  const types = kinds.flatMap(({ objects, enums }) => [
    ...objects.map(printInterface),
    ...enums.map(printUnion),
  ]);
  return [typescriptHeader + printImports(types.join('')), ...types].join('\n');
}

function printImports(body: string): string {
  const imports = [
    /\bJson\b/.test(body) ? "import type { Json } from '../kube/json.ts';\n" : '',
    /\bObjectMeta\b/.test(body) ? "import type { ObjectMeta } from '../kube/raw-object.ts';\n" : '',
  ];
  return imports.join('');
}

function printInterface({ name, fields }: GeneratedObject): string {
  const lines = fields
    .filter(({ origin }) => origin === 'schema')
    .map((field) => `  readonly ${field.name}?: ${typescriptType(field.type)};\n`);
  return `export interface ${name} {\n${lines.join('')}}\n`;
}

function printUnion({ name, values }: GeneratedEnum): string {
  const members = values.map((value) => printString(value.name));
  const line = `export type ${name} = ${members.join(' | ')};\n`;
  if (line.length <= LINE_WIDTH) return line;
  return `export type ${name} =\n${members.map((member) => `  | ${member}`).join('\n')};\n`;
}
