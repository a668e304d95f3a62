import type { ObjectKey } from '../kube/object-key.ts';

export type FindingSeverity = 'ERROR' | 'WARNING' | 'INFO';

/** Something that a person should know about an object; `docs/findings.md` explains every code. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly message: string;
  /** The object that has to change. */
  readonly object: ObjectKey;
  /** The field in it: `spec.rules[0].backendRefs[1]`. */
  readonly path?: string | undefined;
  /** What to do about it; may hold YAML. */
  readonly hint?: string | undefined;
  readonly related: readonly ObjectKey[];
}

export const FINDING_CODES = [
  'BACKEND_TLS_NOT_CHECKED',
  'CERTIFICATE_EXPIRED',
  'CERTIFICATE_EXPIRING',
  'CERTIFICATE_NOT_YET_VALID',
  'ENDPOINTS_NOT_CHECKED',
  'GROUP_CORE',
  'MESH_CROSS_NAMESPACE',
  'NO_READY_ENDPOINTS',
  'PARENT_REF_GROUP',
] as const;

export type FindingCode = (typeof FINDING_CODES)[number];
