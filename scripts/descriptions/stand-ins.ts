/**
 * Generated types that the packages do not declare where they stand, and the declaration of the same shape that
 * upstream uses there.
 */
export const standIns: { readonly [type: string]: string } = {
  KubernetesKindXBackendSpecTlsClientCertificateRef: 'IIoK8sSigsGatewayApiApisV1SecretObjectReference',
  KubernetesKindXBackendSpecTlsValidation: 'IIoK8sSigsGatewayApiApisV1BackendTLSPolicyValidation',
  KubernetesKindXBackendStatusParentsParentRef: 'IIoK8sSigsGatewayApiApisV1ParentReference',
  KubernetesKindXBackendStatusParentsConditions: 'IIoK8sApimachineryPkgApisMetaV1Condition',
};
