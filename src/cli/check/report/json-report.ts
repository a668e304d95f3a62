import { type CheckReport, exitCodeOf, severityCounts } from '../check-report.ts';
import type { CheckResult } from '../check-result.ts';

/** The report for programs. */
export function jsonReport(report: CheckReport): string {
  const { results, known, gone, files, objects, complete, against } = report;
  const { ERROR, WARNING, INFO } = severityCounts(report);
  const json = {
    passed: exitCodeOf(report) === 0,
    complete,
    files: files.length,
    objects,
    errors: ERROR,
    warnings: WARNING,
    infos: INFO,
    ...(gone !== undefined && { baseline: { known: known.size, gone } }),
    ...(against && { against }),
    findings: results.map((result) => entryOf(result, known.has(result))),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function entryOf({ line: _, ...result }: CheckResult, isKnown: boolean): object {
  return isKnown ? { ...result, known: true } : result;
}
