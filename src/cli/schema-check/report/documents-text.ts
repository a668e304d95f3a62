import { countOf } from '../../report/count-of.ts';
import type { Palette } from '../../report/paint.ts';
import { plainText } from '../../report/plain-text.ts';
import type { DocumentProblem, DocumentsReport, Severity } from '../documents/documents-report.ts';
import { operationsText } from './operations-text.ts';

const PAINTS: { readonly [severity in Severity]: keyof Palette } = { error: 'red', warning: 'yellow' };
const SEVERITIES: readonly Severity[] = ['error', 'warning'];

/** Lines without their ends. */
export function documentsText(report: DocumentsReport, palette: Palette): readonly string[] {
  const { files, operations, problems } = report;
  const title = `Documents: ${countOf(files, 'file')}, ${countOf(operations.length, 'operation')}`;
  const groups = SEVERITIES.flatMap((severity) => problemsText(problems, severity, palette));
  return [
    palette.bold(title),
    ...(groups.length === 0 ? ['  All of them fit this schema.'] : groups),
    ...operationsText(report).map((line) => `  ${line}`),
  ];
}

function problemsText(
  problems: readonly DocumentProblem[],
  severity: Severity,
  palette: Palette,
): readonly string[] {
  const group = problems.filter((problem) => problem.severity === severity);
  if (group.length === 0) return [];
  const heading = palette.bold(palette[PAINTS[severity]](countOf(group.length, severity)));
  return [heading, ...group.map((problem) => `  ${palette.dim(placeText(problem))} ${problem.message}`)];
}

function placeText({ file, line, column }: DocumentProblem): string {
  return line === undefined ? `${plainText(file)}:` : `${plainText(file)}:${line}:${column}:`;
}
