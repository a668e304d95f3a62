/**
 * Why a reference resolves or does not (api.md section 2; closed list). Reasons of the specification stand first,
 * then ours: `ParentNotFound` and `NoMatchingParent` for parents, `Forbidden` where the caller may not look and
 * `Unknown` where nobody could.
 */
export const REFERENCE_RESOLUTION_REASONS = [
  'ResolvedRefs',
  'BackendNotFound',
  'RefNotPermitted',
  'InvalidKind',
  'UnsupportedProtocol',
  'UnsupportedValue',
  'InvalidBackendTLS',
  'InvalidCertificateRef',
  'InvalidClientCertificateRef',
  'InvalidCACertificateRef',
  'InvalidCACertificateKind',
  'InvalidParameters',
  'TargetNotFound',
  'ParentNotFound',
  'NoMatchingParent',
  'Forbidden',
  'Unknown',
] as const;

export type ReferenceResolutionReason = (typeof REFERENCE_RESOLUTION_REASONS)[number];
