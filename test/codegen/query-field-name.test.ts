import { describe, expect, test } from 'vitest';
import { pluralField, singularField, wordsOfGroup } from '../../src/codegen/query-field-name.ts';

describe('the query field of a kind', () => {
  test.each([
    ['HTTPRoute', 'httpRoute'],
    ['GRPCRoute', 'grpcRoute'],
    ['TLSRoute', 'tlsRoute'],
    ['TCPRoute', 'tcpRoute'],
    ['UDPRoute', 'udpRoute'],
    ['Gateway', 'gateway'],
    ['GatewayClass', 'gatewayClass'],
    ['ListenerSet', 'listenerSet'],
    ['ReferenceGrant', 'referenceGrant'],
    ['BackendTLSPolicy', 'backendTlsPolicy'],
    ['XBackend', 'xBackend'],
    ['XBackendTrafficPolicy', 'xBackendTrafficPolicy'],
    ['XMesh', 'xMesh'],
    ['Service', 'service'],
    ['Namespace', 'namespace'],
    ['EndpointSlice', 'endpointSlice'],
    ['ConfigMap', 'configMap'],
    ['InferencePool', 'inferencePool'],
    ['ServiceCIDR', 'serviceCidr'],
    ['IPAddress', 'ipAddress'],
    ['HTTP2Route', 'http2Route'],
    ['V1Thing', 'v1Thing'],
  ])('%s is %s', (kind, field) => {
    expect(singularField(kind)).toBe(field);
  });

  test('a group stands before the words of the kind', () => {
    expect(singularField('Gateway', 'networking.istio.io')).toBe('networkingIstioIoGateway');
    expect(singularField('ServiceImport', 'multicluster.x-k8s.io')).toBe('multiclusterXK8sIoServiceImport');
  });
});

describe('the plural of a query field', () => {
  test.each([
    ['httpRoute', 'httpRoutes'],
    ['gateway', 'gateways'],
    ['gatewayClass', 'gatewayClasses'],
    ['backendTlsPolicy', 'backendTlsPolicies'],
    ['xMesh', 'xMeshes'],
    ['service', 'services'],
    ['ingress', 'ingresses'],
    ['box', 'boxes'],
    ['waltz', 'waltzes'],
    ['branch', 'branches'],
    ['key', 'keys'],
    ['networkingIstioIoGateway', 'networkingIstioIoGateways'],
  ])('%s becomes %s', (singular, plural) => {
    expect(pluralField(singular)).toBe(plural);
  });
});

test('the words of a group stand between dots and dashes', () => {
  expect(wordsOfGroup('gateway.networking.x-k8s.io')).toEqual(['gateway', 'networking', 'x', 'k8s', 'io']);
  expect(wordsOfGroup('')).toEqual([]);
});
