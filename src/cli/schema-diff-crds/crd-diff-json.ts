import { criticalityCounts } from '../schema-check/report/criticality-counts.ts';
import type { CrdDiffReport } from './crd-diff-report.ts';

/** The report for programs. */
export function crdDiffJson({ older, newer, kinds, shared }: CrdDiffReport): string {
  const counts = criticalityCounts([...kinds.flatMap(({ changes }) => changes), ...shared]);
  return `${JSON.stringify({ older, newer, ...counts, kinds, shared }, null, 2)}\n`;
}
