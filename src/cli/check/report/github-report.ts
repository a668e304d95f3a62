import { formatKey } from '../../../kube/object-key.ts';
import { workflowCommand } from '../../report/workflow-command.ts';
import type { CheckReport } from '../check-report.ts';
import { type CheckResult, SEVERITIES } from '../check-result.ts';
import { placeInRepository } from './place-in-repository.ts';
import { baselineText, countsText } from './summary-text.ts';

const LEVELS = { ERROR: 'error', WARNING: 'warning', INFO: 'notice' } as const;

/**
 * What is new as annotations of a workflow, the worst first: GitHub shows ten of a kind for each step. `inWorkspace`
 * gives a file the name that GitHub knows it by.
 */
export function githubReport(report: CheckReport, inWorkspace: (file: string) => string): string {
  const fresh = report.results
    .filter((result) => !report.known.has(result))
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  const summary = [countsText(report), ...baselineText(report)].join('; ');
  const commands = [
    ...fresh.map((result) => annotation(result, inWorkspace)),
    workflowCommand({ level: 'notice', title: 'gwql check', message: summary }),
  ];
  return commands.map((command) => `${command}\n`).join('');
}

function annotation(result: CheckResult, inWorkspace: (file: string) => string): string {
  const { severity, code, message, object, path = '', hint } = result;
  const about = object === undefined ? [] : [`${formatKey(object)} ${path}`.trim()];
  return workflowCommand({
    level: LEVELS[severity],
    title: code,
    message: [message, ...about, ...(hint === undefined ? [] : [hint.trim()])].join('\n'),
    ...(result.elsewhere ? {} : placeInRepository(result.source, inWorkspace)),
  });
}
