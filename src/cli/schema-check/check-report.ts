import type { SchemaChange } from './changes/schema-change.ts';
import type { DocumentsReport } from './documents/documents-report.ts';

export type FailOn = 'breaking' | 'dangerous';

/** How this build's schema differs from an older one. */
export interface ComparisonReport {
  /** The older schema, as the user knows it. */
  readonly older: string;
  readonly changes: readonly SchemaChange[];
}

export interface CheckReport {
  readonly comparison: ComparisonReport | undefined;
  readonly documents: DocumentsReport | undefined;
}

/** Whether nothing was found that is as bad as `failOn`, or worse. */
export function passes({ comparison, documents }: CheckReport, failOn: FailOn): boolean {
  const failing =
    failOn === 'breaking' ? ['breaking', 'error'] : ['breaking', 'error', 'dangerous', 'warning'];
  const found = [
    ...(comparison?.changes ?? []).map(({ criticality }) => criticality),
    ...(documents?.problems ?? []).map(({ severity }) => severity),
  ];
  return !found.some((level) => failing.includes(level));
}
