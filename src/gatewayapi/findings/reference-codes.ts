import type { FindingCode } from '../finding.ts';
import type { ReferenceResolutionReason } from '../reasons.ts';
import type { Resolution } from '../resolution.ts';

type FailureReason = Exclude<ReferenceResolutionReason, 'ResolvedRefs'>;

const BY_REASON: { readonly [R in FailureReason]: FindingCode } = {
  BackendNotFound: 'BACKEND_NOT_FOUND',
  Forbidden: 'REFERENCE_NOT_CHECKED',
  InvalidBackendTLS: 'BACKEND_TLS_INVALID',
  InvalidCACertificateKind: 'CA_CERTIFICATE_INVALID',
  InvalidCACertificateRef: 'CA_CERTIFICATE_INVALID',
  InvalidCertificateRef: 'CERTIFICATE_INVALID',
  InvalidClientCertificateRef: 'CERTIFICATE_INVALID',
  InvalidKind: 'INVALID_KIND',
  InvalidParameters: 'PARAMETERS_INVALID',
  NoMatchingParent: 'PARENT_SECTION_NOT_FOUND',
  ParentNotFound: 'PARENT_NOT_FOUND',
  RefNotPermitted: 'REFERENCE_NOT_PERMITTED',
  TargetNotFound: 'POLICY_TARGET_NOT_FOUND',
  Unknown: 'REFERENCE_NOT_CHECKED',
  UnsupportedProtocol: 'BACKEND_PROTOCOL_UNSUPPORTED',
  UnsupportedValue: 'BACKEND_EXTERNAL_NAME',
};

/** Every code that a reference can have by itself. */
export const REFERENCE_CODES: readonly FindingCode[] = [
  ...new Set(Object.values(BY_REASON)),
  'BACKEND_PORT_NOT_FOUND',
  'EXTENSION_NOT_FOUND',
  'GATEWAY_CLASS_NOT_FOUND',
  'PARENT_REF_GROUP',
];

/** One reason has several causes where what to do about it differs. */
export function referenceCode({ reason, reference, referent, warnings }: Resolution): FindingCode {
  if (warnings.some(({ code }) => code === 'PARENT_REF_GROUP')) return 'PARENT_REF_GROUP';
  if (reason === 'ParentNotFound' && reference.position === 'gatewayClass') return 'GATEWAY_CLASS_NOT_FOUND';
  if (reason === 'BackendNotFound' && reference.position === 'extension') return 'EXTENSION_NOT_FOUND';
  if (reason === 'BackendNotFound' && referent !== undefined) return 'BACKEND_PORT_NOT_FOUND';
  return BY_REASON[reason as FailureReason];
}

const HINTS: { readonly [C in FindingCode]?: string } = {
  BACKEND_NOT_FOUND: 'Create the backend, or correct kind, name or namespace of the reference.',
  BACKEND_PORT_NOT_FOUND:
    'Set port to a port of the Service (not a targetPort), or add the port to the Service.',
  BACKEND_PROTOCOL_UNSUPPORTED:
    'Correct the appProtocol of the Service port, use another kind of route, or add a BackendTLSPolicy where the message says so.',
  BACKEND_TLS_INVALID:
    'Mend the BackendTLSPolicy that the message names: there is no way back to plain text.',
  CA_CERTIFICATE_INVALID: 'Name a ConfigMap whose entry ca.crt holds PEM certificates.',
  CERTIFICATE_INVALID: 'Name a Secret of type kubernetes.io/tls with the entries tls.crt and tls.key.',
  EXTENSION_NOT_FOUND:
    'Create the object that the filter names, or remove the filter: requests to the rule fail.',
  GATEWAY_CLASS_NOT_FOUND: 'Install the controller that brings the class, or name a class that is there.',
  INVALID_KIND: 'Correct group and kind, or install what brings the kind.',
  PARAMETERS_INVALID:
    'Create the object, or correct the reference: the controller accepts nothing until then.',
  PARENT_NOT_FOUND: 'Create the parent, or correct name or namespace of the reference.',
  PARENT_SECTION_NOT_FOUND:
    'Write sectionName and port as the parent has them, or leave them out to try all.',
  POLICY_TARGET_NOT_FOUND:
    'Create the target, or correct the reference: the policy has no effect on it until then.',
};

/** What to do about it where the resolution knows nothing more special. */
export function referenceHint(code: FindingCode): string | undefined {
  return HINTS[code];
}
