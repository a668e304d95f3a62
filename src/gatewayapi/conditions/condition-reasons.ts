import type { ReferenceResolutionReason } from '../reasons.ts';

/**
 * The reasons that the Gateway API defines for each type of condition, semantics.md C. Controllers may have further
 * ones of their own; those are not compared.
 */
export const CONDITION_REASONS: { readonly [type: string]: ReadonlySet<string> } = {
  Accepted: new Set([
    'Accepted',
    'Conflicted',
    'HostnameConflict',
    'IncompatibleFilters',
    'Invalid',
    'InvalidParameters',
    'ListenersNotValid',
    'NoMatchingListenerHostname',
    'NoMatchingParent',
    'NoValidCACertificate',
    'NotAllowed',
    'NotAllowedByListeners',
    'ParentNotAccepted',
    'PortUnavailable',
    'ProtocolConflict',
    'TargetNotFound',
    'Unsupported',
    'UnsupportedAddress',
    'UnsupportedProtocol',
    'UnsupportedValue',
  ]),
  Conflicted: new Set(['HostnameConflict', 'ListenerConflict', 'NoConflicts', 'ProtocolConflict']),
  OverlappingTLSConfig: new Set(['OverlappingCertificates', 'OverlappingHostnames']),
  Programmed: new Set([
    'AddressNotAssigned',
    'AddressNotUsable',
    'HostnameConflict',
    'Invalid',
    'InvalidTLSConfig',
    'ListenersNotValid',
    'NoResources',
    'NotAllowed',
    'ParentNotProgrammed',
    'Programmed',
    'ProtocolConflict',
  ]),
  ResolvedRefs: new Set([
    'BackendNotFound',
    'InvalidCACertificateKind',
    'InvalidCACertificateRef',
    'InvalidCertificateRef',
    'InvalidClientCertificateRef',
    'InvalidKind',
    'InvalidRouteKinds',
    'ListenersNotResolved',
    'RefNotPermitted',
    'ResolvedRefs',
    'UnsupportedProtocol',
  ]),
  PartiallyInvalid: new Set(['UnsupportedValue']),
};

/**
 * Which of several failed references gives a condition its reason (semantics.md B.3, B.7 and C.5): first what needs
 * somebody else's permission, last what only this server could not read.
 */
export const REASON_PRIORITY: readonly ReferenceResolutionReason[] = [
  'RefNotPermitted',
  'InvalidCertificateRef',
  'InvalidCACertificateKind',
  'InvalidKind',
  'InvalidCACertificateRef',
  'InvalidClientCertificateRef',
  'InvalidParameters',
  'BackendNotFound',
  'TargetNotFound',
  'UnsupportedProtocol',
  'UnsupportedValue',
  'InvalidBackendTLS',
  'ParentNotFound',
  'NoMatchingParent',
  'Forbidden',
  'Unknown',
];
