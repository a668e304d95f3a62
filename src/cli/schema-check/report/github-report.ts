import { countOf } from '../../report/count-of.ts';
import { type Annotation, workflowCommand } from '../../report/workflow-command.ts';
import type { SchemaChange } from '../changes/schema-change.ts';
import type { CheckReport } from '../check-report.ts';
import type { DocumentProblem } from '../documents/documents-report.ts';
import { countsText } from './criticality-counts.ts';
import { operationsText } from './operations-text.ts';

const LEVELS = { breaking: 'error', dangerous: 'warning' } as const;

/**
 * The report as annotations of a workflow. GitHub shows ten of a kind for each step, so what is safe is only counted;
 * the depth and size of the documents stand in the log. `inWorkspace` gives a file the name that GitHub knows it by.
 */
export function githubReport(
  { comparison, documents }: CheckReport,
  inWorkspace: (file: string) => string,
): string {
  const annotations: Annotation[] = [
    ...(comparison?.changes ?? []).flatMap(ofChange),
    ...(documents?.problems ?? []).map(ofProblem),
    ...(comparison === undefined
      ? []
      : [notice(`Schema, compared with ${comparison.older}: ${countsText(comparison.changes)}`)]),
    ...(documents === undefined
      ? []
      : [
          notice(`${countOf(documents.files, 'document')}: ${countOf(documents.problems.length, 'problem')}`),
        ]),
  ];
  const log = documents === undefined ? [] : operationsText(documents);
  const commands = annotations.map(({ file, ...annotation }) =>
    workflowCommand({ ...annotation, file: file === undefined ? undefined : inWorkspace(file) }),
  );
  return [...commands, ...log].map((line) => `${line}\n`).join('');
}

function notice(message: string): Annotation {
  return { level: 'notice', title: 'gwql schema check', message };
}

function ofChange({ criticality, message, reason, location }: SchemaChange): readonly Annotation[] {
  if (criticality === 'safe') return [];
  const text = reason === undefined ? message : `${message}\n${reason}`;
  return [{ level: LEVELS[criticality], title: `${criticality} change`, message: text, ...location }];
}

function ofProblem({ severity, code, message, file, line, column }: DocumentProblem): Annotation {
  return { level: severity, title: code, message, file, line, column };
}
