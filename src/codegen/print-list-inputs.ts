import type { GeneratedKind } from './generated-kind.ts';
import { orderValues } from './order-values.ts';
import { printDescription } from './print-description.ts';
import { bareKindName } from './type-name.ts';
import { whereFields } from './where-fields.ts';

/** What a list of a kind can be narrowed down by, and ordered by. */
export function printListInputs(kind: GeneratedKind): readonly string[] {
  const { row } = kind;
  if (row.listField === undefined) return [];
  const name = bareKindName(row.type);
  const fields = whereFields(kind).map(
    (field) => `  ${printDescription(field.description)}\n  ${field.name}: ${field.type}\n`,
  );
  const values = orderValues(row).map((value) => `  ${value}\n`);
  return [
    `${printDescription(`Which objects of kind ${row.kind} are meant: those that all fields fit.`)}\n` +
      `input ${name}Where {\n${fields.join('')}${printLogic(`${name}Where`)}}\n`,
    `${printDescription(`What objects of kind ${row.kind} are ordered by; where all is equal, namespace and name decide.`)}\n` +
      `enum ${name}Order {\n${values.join('')}}\n`,
  ];
}

function printLogic(type: string): string {
  return (
    `  ${printDescription('All of these fit.')}\n  and: [${type}!]\n` +
    `  ${printDescription('At least one of these fits.')}\n  or: [${type}!]\n` +
    `  ${printDescription('This does not fit.')}\n  not: ${type}\n`
  );
}
