import type { ObjectKey } from '../kube/object-key.ts';

export type FindingSeverity = 'ERROR' | 'WARNING' | 'INFO';

/** Every code, and how much it matters. One code has one severity, so that a filter on either means something. */
export const FINDING_SEVERITY = {
  ATTACHMENT_NOT_CHECKED: 'INFO',
  BACKEND_EXTERNAL_NAME: 'ERROR',
  BACKEND_NOT_FOUND: 'ERROR',
  BACKEND_PORT_NOT_FOUND: 'ERROR',
  BACKEND_PROTOCOL_UNSUPPORTED: 'ERROR',
  BACKEND_TLS_INVALID: 'ERROR',
  BACKEND_TLS_NOT_CHECKED: 'INFO',
  CA_CERTIFICATE_INVALID: 'ERROR',
  CERTIFICATE_EXPIRED: 'ERROR',
  CERTIFICATE_EXPIRING: 'WARNING',
  CERTIFICATE_HOSTNAME_MISMATCH: 'ERROR',
  CERTIFICATE_INVALID: 'ERROR',
  CERTIFICATE_NOT_YET_VALID: 'ERROR',
  CLIENT_VALIDATION_INSECURE: 'WARNING',
  DEPRECATED_API_VERSION: 'WARNING',
  ENDPOINTS_NOT_CHECKED: 'INFO',
  EXTENSION_NOT_FOUND: 'ERROR',
  GATEWAYS_SHARE_ADDRESS: 'WARNING',
  GATEWAYS_SHARE_HOSTNAME: 'INFO',
  GATEWAY_ADDRESS_UNSUPPORTED: 'ERROR',
  GATEWAY_CLASS_ASSUMED: 'INFO',
  GATEWAY_CLASS_NOT_FOUND: 'ERROR',
  GATEWAY_CLASS_VERSION_UNSUPPORTED: 'WARNING',
  GATEWAY_CLASS_WITHOUT_CONTROLLER: 'ERROR',
  GATEWAY_NOT_PROGRAMMED: 'ERROR',
  GATEWAY_WITHOUT_CONTROLLER: 'WARNING',
  GATEWAY_WITHOUT_LISTENERS: 'ERROR',
  GRANT_DANGLING: 'WARNING',
  GRANT_NEAR_MISS: 'WARNING',
  GRANT_OPENS_SECRETS: 'WARNING',
  GRANT_TOO_WIDE: 'INFO',
  GRANT_UNUSED: 'INFO',
  GROUP_CORE: 'WARNING',
  INVALID_KIND: 'ERROR',
  LISTENER_CONFLICT: 'ERROR',
  LISTENER_INVALID: 'ERROR',
  LISTENER_ROUTE_KINDS: 'ERROR',
  LISTENER_SET_NOT_ALLOWED: 'ERROR',
  LISTENER_TLS_OVERLAP: 'INFO',
  LISTENER_WITHOUT_CERTIFICATE: 'ERROR',
  MATCH_SHADOWED: 'WARNING',
  MESH_CROSS_NAMESPACE: 'WARNING',
  MESH_ROUTE_CONFLICT: 'ERROR',
  NO_READY_ENDPOINTS: 'WARNING',
  PARAMETERS_INVALID: 'ERROR',
  PARENT_NOT_FOUND: 'ERROR',
  PARENT_NOT_SERVING: 'WARNING',
  PARENT_REF_GROUP: 'ERROR',
  PARENT_SECTION_NOT_FOUND: 'ERROR',
  PARENT_WITHOUT_CONTROLLER: 'WARNING',
  POLICY_CONFLICT: 'WARNING',
  POLICY_INVALID: 'ERROR',
  POLICY_TARGET_NOT_FOUND: 'ERROR',
  POLICY_UNUSED: 'INFO',
  REFERENCE_NOT_CHECKED: 'INFO',
  REFERENCE_NOT_PERMITTED: 'ERROR',
  REMOVED_FIELD: 'WARNING',
  ROUTE_HOSTNAME_MISMATCH: 'ERROR',
  ROUTE_KINDS_SHARE_HOSTNAME: 'INFO',
  ROUTE_NOT_ALLOWED: 'ERROR',
  ROUTE_RULE_INVALID: 'ERROR',
  ROUTE_SHADOWED: 'WARNING',
  ROUTE_WITHOUT_PARENTS: 'WARNING',
  SCHEMA_DUPLICATE: 'ERROR',
  SCHEMA_INVALID: 'ERROR',
  SCHEMA_METADATA: 'ERROR',
  SCHEMA_REQUIRED: 'ERROR',
  SCHEMA_RULE: 'ERROR',
  SCHEMA_RULE_SKIPPED: 'INFO',
  SCHEMA_UNKNOWN_FIELD: 'ERROR',
  SCHEMA_VERSION_NOT_SERVED: 'ERROR',
  STATUS_ABSENT: 'WARNING',
  STATUS_DISAGREES: 'WARNING',
  STATUS_NEVER_REPORTED: 'WARNING',
  STATUS_STALE: 'INFO',
} as const satisfies { readonly [code: string]: FindingSeverity };

export type FindingCode = keyof typeof FINDING_SEVERITY;

export const FINDING_CODES = Object.keys(FINDING_SEVERITY) as readonly FindingCode[];

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

/**
 * A finding that holds at some times only, in milliseconds since 1970: from `from` on and before `until`. So what was
 * found once needs no second look when time has passed.
 */
export interface TimedFinding extends Finding {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Those that hold at `now`. */
export function findingsAt(findings: readonly TimedFinding[], now: number): readonly Finding[] {
  return findings.every((finding) => holds(finding, now))
    ? findings
    : findings.filter((finding) => holds(finding, now));
}

function holds({ from, until }: TimedFinding, now: number): boolean {
  return (from === undefined || from <= now) && (until === undefined || now < until);
}
