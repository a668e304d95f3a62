import { plainText } from '../../report/plain-text.ts';
import type { DocumentsReport, MeasuredOperation } from '../documents/documents-report.ts';

/** One line an operation, in columns: `query Routes  depth 7 of 24  fields 45 of 10000  src/routes.graphql:1:1`. */
export function operationsText({ operations, limits }: DocumentsReport): readonly string[] {
  const rows = operations.map((operation) => [
    operationTitle(operation),
    `depth ${measured(operation.depth, limits.depth)}`,
    `fields ${measured(operation.fields, limits.fields)}`,
    `${plainText(operation.file)}:${operation.line}:${operation.column}`,
  ]);
  const widths = rows.reduce<readonly number[]>(
    (widest, row) => row.map((cell, index) => Math.max(cell.length, widest[index] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function operationTitle({ type, name }: MeasuredOperation): string {
  return name === undefined ? type : `${type} ${name}`;
}

function measured(found: number, limit: number | undefined): string {
  return limit === undefined ? String(found) : `${found} of ${limit}`;
}
