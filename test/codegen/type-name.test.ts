import { expect, test } from 'vitest';
import { bareKindName, enumTypeName, kindTypeName, pathTypeName } from '../../src/codegen/type-name.ts';

test('the type of a kind is its name behind the prefix', () => {
  expect(kindTypeName('HTTPRoute')).toBe('KubernetesKindHTTPRoute');
});

test('a qualified type has the words of the group before the kind', () => {
  expect(kindTypeName('Gateway', 'networking.istio.io')).toBe('KubernetesKindNetworkingIstioIoGateway');
});

test('each property on the way adds its name with a capital first letter', () => {
  const path = ['spec', 'rules', 'backendRefs', 'filters', 'requestMirror', 'backendRef'];
  expect(pathTypeName('KubernetesKindHTTPRoute', path)).toBe(
    'KubernetesKindHTTPRouteSpecRulesBackendRefsFiltersRequestMirrorBackendRef',
  );
});

test('an enum ends with Enum', () => {
  expect(enumTypeName('KubernetesKindHTTPRoute', ['spec', 'rules', 'backendRefs', 'filters', 'type'])).toBe(
    'KubernetesKindHTTPRouteSpecRulesBackendRefsFiltersTypeEnum',
  );
});

test('files are named without the prefix', () => {
  expect(bareKindName('KubernetesKindHTTPRoute')).toBe('HTTPRoute');
});
