import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../../../src/cluster/deep-freeze.ts';
import { completeObject } from '../../../src/cluster/manifest/complete-object.ts';
import { kindDefaults } from '../../../src/cluster/manifest/kind-defaults.ts';
import { crdScopes } from '../../../src/cluster/manifest/kind-scope.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

function crd(kind: string, scope: string): RawObject {
  const schema = { openAPIV3Schema: { properties: { spec: { properties: { mode: { default: 'Fast' } } } } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.toLowerCase()}s.example.com` },
    spec: {
      group: 'example.com',
      names: { kind, plural: `${kind.toLowerCase()}s` },
      scope,
      versions: [{ name: 'v1', served: true, storage: true, schema }],
    },
  };
}

const CRDS = [crd('Wide', 'Cluster'), crd('Narrow', 'Namespaced')];
const FACTS = { crdScopes: crdScopes(CRDS), defaultsOf: kindDefaults(CRDS) };

function completed(apiVersion: string, kind: string, metadata: object, rest: object = {}) {
  return completeObject(
    deepFreeze({ apiVersion, kind, metadata: { name: 'a', ...metadata }, ...rest }),
    FACTS,
  );
}

test.each([
  ['v1', 'Service'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['gateway.networking.x-k8s.io/v1alpha1', 'XBackend'],
  ['gateway.networking.x-k8s.io/v1alpha1', 'XListenerSet'],
  ['apps/v1', 'Deployment'],
  ['inference.networking.k8s.io/v1', 'InferencePool'],
  ['example.com/v1', 'Narrow'],
  ['unknown.example/v1', 'RateLimitPolicy'],
])('%s %s without a namespace is in `default`', (apiVersion, kind) => {
  expect(completed(apiVersion, kind, {}).object.metadata.namespace).toBe('default');
  expect(completed(apiVersion, kind, { namespace: '' }).object.metadata.namespace).toBe('default');
  expect(completed(apiVersion, kind, { namespace: null }).object.metadata.namespace).toBe('default');
  expect(completed(apiVersion, kind, { namespace: 'shop' }).object.metadata.namespace).toBe('shop');
});

test.each([
  ['v1', 'Node'],
  ['v1', 'PersistentVolume'],
  ['gateway.networking.k8s.io/v1beta1', 'GatewayClass'],
  ['gateway.networking.x-k8s.io/v1alpha1', 'XMesh'],
  ['storage.k8s.io/v1', 'StorageClass'],
  ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
  ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
  ['example.com/v1', 'Wide'],
])('%s %s has no namespace; one that is written is ignored, and that is said', (apiVersion, kind) => {
  expect(completed(apiVersion, kind, {}).object.metadata).not.toHaveProperty('namespace');
  expect(completed(apiVersion, kind, {}).problem).toBeUndefined();
  const misplaced = completed(apiVersion, kind, { namespace: 'shop' });
  expect(misplaced.object.metadata).not.toHaveProperty('namespace');
  expect(misplaced.problem).toMatch(/ objects have no namespace: metadata\.namespace is ignored$/);
});

test.each(['ClusterIssuer', 'WidgetClass'])(
  'an unknown kind named as cluster-scoped ones are, %s, has only the namespace that is written',
  (kind) => {
    expect(completed('unknown.example/v1', kind, {}).object.metadata).toStrictEqual({ name: 'a' });
    expect(completed('unknown.example/v1', kind, { namespace: '' }).object.metadata).toStrictEqual({
      name: 'a',
    });
    const written = completed('unknown.example/v1', kind, { namespace: 'shop' });
    expect(written.object.metadata.namespace).toBe('shop');
    expect(written.problem).toBeUndefined();
  },
);

describe('a Namespace', () => {
  test('has the label that the API server gives it', () => {
    expect(completed('v1', 'Namespace', { labels: { team: 'x' } }).object.metadata.labels).toStrictEqual({
      team: 'x',
      'kubernetes.io/metadata.name': 'a',
    });
    expect(completed('v1', 'Namespace', { labels: null }).object.metadata.labels).toStrictEqual({
      'kubernetes.io/metadata.name': 'a',
    });
  });

  test('cannot have another value there', () => {
    const labels = { 'kubernetes.io/metadata.name': 'b' };
    expect(completed('v1', 'Namespace', { labels }).object.metadata.labels).toStrictEqual({
      'kubernetes.io/metadata.name': 'a',
    });
  });
});

test('defaults of a kind apply to all its versions', () => {
  for (const version of ['v1', 'v1beta1', 'v1alpha2']) {
    const { object } = completed(
      `gateway.networking.k8s.io/${version}`,
      'TLSRoute',
      {},
      { spec: { parentRefs: [{ name: 'a' }] } },
    );
    expect(object['spec']).toStrictEqual({
      parentRefs: [{ name: 'a', group: 'gateway.networking.k8s.io', kind: 'Gateway' }],
    });
  }
});

test('defaults of a CRD among the manifests are filled in', () => {
  expect(completed('example.com/v1', 'Narrow', {}, { spec: {} }).object['spec']).toStrictEqual({
    mode: 'Fast',
  });
});

test('an object that lacks nothing is given back itself', () => {
  const object = deepFreeze({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'b' } });
  expect(completeObject(object, FACTS).object).toBe(object);
});
