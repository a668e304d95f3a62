import { describe, expect, test } from 'vitest';
import { conditionTypes } from '../../src/generated/condition-types.ts';
import { defaultsTable } from '../../src/generated/defaults-table.ts';
import { enumTypes } from '../../src/generated/enum-types.ts';
import { kindTable } from '../../src/generated/kind-table.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';

const GROUP = 'gateway.networking.k8s.io';

describe('the kind table', () => {
  test.each([
    ['HTTPRoute', ['v1', 'v1beta1']],
    ['GRPCRoute', ['v1', 'v1alpha2']],
    ['TLSRoute', ['v1', 'v1alpha3', 'v1alpha2']],
    ['TCPRoute', ['v1', 'v1alpha2']],
    ['UDPRoute', ['v1', 'v1alpha2']],
    ['Gateway', ['v1', 'v1beta1']],
    ['GatewayClass', ['v1', 'v1beta1']],
    ['ListenerSet', ['v1']],
    ['ReferenceGrant', ['v1', 'v1beta1', 'v1alpha2']],
    ['BackendTLSPolicy', ['v1', 'v1alpha3', 'v1alpha2']],
    ['XBackend', ['v1alpha1']],
    ['XBackendTrafficPolicy', ['v1alpha1']],
    ['XMesh', ['v1alpha1']],
    ['Service', ['v1']],
    ['Namespace', ['v1']],
    ['EndpointSlice', ['v1']],
    ['Secret', ['v1']],
    ['ConfigMap', ['v1']],
  ])('%s is read in %j', (kind, versions) => {
    expect(kindTable.find((row) => row.kind === kind)?.versions).toEqual(versions);
  });

  test('holds 13 kinds of Gateway API and 5 that they refer to', () => {
    expect(kindTable).toHaveLength(18);
  });

  test('has no list of Secrets and ConfigMaps', () => {
    const unlisted = kindTable.filter(({ listField }) => listField === undefined);
    expect(unlisted.map(({ kind }) => kind)).toEqual(['ConfigMap', 'Secret']);
  });

  test('GatewayClass, XMesh and Namespace have no namespace', () => {
    const cluster = kindTable.filter(({ namespaced }) => !namespaced).map(({ kind }) => kind);
    expect(cluster.sort()).toEqual(['GatewayClass', 'Namespace', 'XMesh']);
  });

  test('the X kinds are not in the standard channel', () => {
    const experimental = kindTable.filter((row) => row.experimental).map(({ kind }) => kind);
    expect(experimental).toEqual(['XBackend', 'XBackendTrafficPolicy', 'XMesh']);
  });
});

describe('the reference table', () => {
  const row = (kind: string, path: string) =>
    referenceTable.find((reference) => reference.owner.kind === kind && reference.path === path);

  // semantics.md, A.1 and A.2
  test.each([
    ['HTTPRoute', 'spec.parentRefs[]', { group: GROUP, kind: 'Gateway' }],
    ['HTTPRoute', 'spec.rules[].backendRefs[]', { group: '', kind: 'Service' }],
    ['HTTPRoute', 'spec.rules[].filters[].requestMirror.backendRef', { group: '', kind: 'Service' }],
    [
      'HTTPRoute',
      'spec.rules[].backendRefs[].filters[].externalAuth.backendRef',
      { group: '', kind: 'Service' },
    ],
    ['HTTPRoute', 'spec.rules[].filters[].extensionRef', {}],
    ['Gateway', 'spec.gatewayClassName', { group: GROUP, kind: 'GatewayClass' }],
    ['Gateway', 'spec.listeners[].tls.certificateRefs[]', { group: '', kind: 'Secret' }],
    ['Gateway', 'spec.tls.frontend.default.validation.caCertificateRefs[]', {}],
    ['Gateway', 'spec.tls.backend.clientCertificateRef', { group: '', kind: 'Secret' }],
    ['Gateway', 'spec.infrastructure.parametersRef', {}],
    ['GatewayClass', 'spec.parametersRef', {}],
    ['ListenerSet', 'spec.parentRef', { group: GROUP, kind: 'Gateway' }],
    ['BackendTLSPolicy', 'spec.targetRefs[]', {}],
    ['BackendTLSPolicy', 'spec.validation.caCertificateRefs[]', {}],
    ['XMesh', 'spec.parametersRef', {}],
    ['XBackend', 'spec.tls.clientCertificateRef', { group: '', kind: 'Secret' }],
  ])('%s %s has the defaults %j', (kind, path, defaults) => {
    expect(row(kind, path)?.defaults).toEqual(defaults);
  });

  test.each([
    ['HTTPRoute', 'spec.parentRefs[]', { namespace: true, port: true, sectionName: true }],
    ['HTTPRoute', 'spec.rules[].backendRefs[]', { namespace: true, port: true, sectionName: false }],
    [
      'HTTPRoute',
      'spec.rules[].filters[].extensionRef',
      { namespace: false, port: false, sectionName: false },
    ],
    ['ListenerSet', 'spec.parentRef', { namespace: true, port: false, sectionName: false }],
    ['BackendTLSPolicy', 'spec.targetRefs[]', { namespace: false, port: false, sectionName: true }],
    ['XBackendTrafficPolicy', 'spec.targetRefs[]', { namespace: false, port: false, sectionName: false }],
    ['Gateway', 'spec.gatewayClassName', { namespace: false, port: false, sectionName: false }],
  ])('%s %s has the fields %j', (kind, path, has) => {
    expect(row(kind, path)?.has).toEqual(has);
  });
});

test('a backendRef that says nothing is filled in with group, kind and weight', () => {
  const rules = defaultsTable[`${GROUP}/TCPRoute`]?.properties?.['spec']?.properties?.['rules'];
  expect(rules?.items?.properties?.['backendRefs']).toEqual({
    items: { properties: { group: { default: '' }, kind: { default: 'Service' }, weight: { default: 1 } } },
  });
});

test('conditions of Gateway API and of core kinds implement Condition', () => {
  expect(conditionTypes).toContain('KubernetesKindGatewayStatusListenersConditions');
  expect(conditionTypes).toContain('KubernetesKindServiceStatusConditions');
  expect(conditionTypes).not.toContain('KubernetesKindEndpointSliceEndpointsConditions');
});

test('no name is in the list of enums twice', () => {
  expect(new Set(enumTypes).size).toBe(enumTypes.length);
});
