import { FINDING_SEVERITY, type FindingSeverity } from '../../gatewayapi/finding.ts';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import type { ObjectKey } from '../../kube/object-key.ts';

/** What is wrong with manifests as files; findings are about the objects in them. */
const MANIFEST_SEVERITY = {
  MANIFEST_DOUBTFUL: 'WARNING',
  MANIFEST_NOT_READ: 'ERROR',
} as const satisfies { readonly [code: string]: FindingSeverity };

/** Every code that `gwql check` can tell, and how much it matters. */
export const RESULT_SEVERITY = { ...FINDING_SEVERITY, ...MANIFEST_SEVERITY };

export type ResultCode = keyof typeof RESULT_SEVERITY;

export const RESULT_CODES = Object.keys(RESULT_SEVERITY) as readonly ResultCode[];

/** One thing that a check has to tell. */
export interface CheckResult {
  readonly code: ResultCode;
  readonly severity: FindingSeverity;
  readonly message: string;
  /** Absent where a file as such is meant. */
  readonly object?: ObjectKey | undefined;
  /** The field: `spec.rules[0].backendRefs[1]`. */
  readonly path?: string | undefined;
  readonly hint?: string | undefined;
  readonly related: readonly ObjectKey[];
  /** Where it is written. */
  readonly source: SourceLocation;
  /** Its object is in none of the files: it becomes wrong in the cluster that they are compared with. */
  readonly elsewhere?: true | undefined;
  /** The line that it is written on; absent where that must not be shown. */
  readonly line?: string | undefined;
  /** The same for the same finding, wherever in the files it has moved; see `fingerprint`. */
  readonly fingerprint: string;
}

/** Severities, the worst first. */
export const SEVERITIES: readonly FindingSeverity[] = ['ERROR', 'WARNING', 'INFO'];

/** Whether a severity is as bad as another, or worse. */
export function isAsBadAs(severity: FindingSeverity, least: FindingSeverity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}
