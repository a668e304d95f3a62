import { type CheckReport, type FailOn, passes } from '../check-report.ts';
import { criticalityCounts } from './criticality-counts.ts';

/** The report for programs. */
export function jsonReport(report: CheckReport, failOn: FailOn): string {
  const { comparison, documents } = report;
  const problems = documents?.problems ?? [];
  const json = {
    passed: passes(report, failOn),
    ...(comparison && {
      schema: {
        older: comparison.older,
        ...criticalityCounts(comparison.changes),
        changes: comparison.changes,
      },
    }),
    ...(documents && {
      documents: {
        ...documents,
        errors: problems.filter(({ severity }) => severity === 'error').length,
        warnings: problems.filter(({ severity }) => severity === 'warning').length,
      },
    }),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
