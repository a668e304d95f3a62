import type { Finding, FindingSeverity } from '../../gatewayapi/finding.ts';
import { type CheckResult, isAsBadAs } from './check-result.ts';

/** What came of a check. */
export interface CheckReport {
  /** What was told to be looked for, in the order of files and lines. */
  readonly results: readonly CheckResult[];
  /** Those that the baseline has. */
  readonly known: ReadonlySet<CheckResult>;
  /** How many of the baseline are gone; undefined where there is none. */
  readonly gone: number | undefined;
  /** In the order of reading. */
  readonly files: readonly string[];
  readonly objects: number;
  readonly failOn: FindingSeverity;
  /** Whether the files are the whole cluster. */
  readonly complete: boolean;
  /** The cluster that the files were compared with; results are then what they would introduce. */
  readonly against?: Against | undefined;
}

export interface Against {
  readonly cluster: string;
  /** What is wrong in the cluster and would not be any more. */
  readonly fixed: readonly Finding[];
}

/** 0 fine, 1 a new finding as bad as `failOn`, 2 something could not be read. */
export function exitCodeOf(report: CheckReport): number {
  if (report.results.some(({ code }) => code === 'MANIFEST_NOT_READ')) return 2;
  return report.results.some((result) => fails(result, report)) ? 1 : 0;
}

/** Whether a result makes the check fail. */
export function fails(result: CheckResult, { known, failOn }: CheckReport): boolean {
  return !known.has(result) && isAsBadAs(result.severity, failOn);
}

/** How many new results there are of each severity. */
export function severityCounts({ results, known }: CheckReport): {
  readonly [severity in FindingSeverity]: number;
} {
  const fresh = results.filter((result) => !known.has(result));
  const count = (wanted: FindingSeverity) => fresh.filter(({ severity }) => severity === wanted).length;
  return { ERROR: count('ERROR'), WARNING: count('WARNING'), INFO: count('INFO') };
}
