import { describe, expect, test } from 'vitest';
import { referenceFacts, referenceInterfaces } from '../../src/codegen/reference-interfaces.ts';
import { object, text } from './crd-builder.ts';

const owner = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };
const local = object({ group: text, kind: text, name: text });
const port = { type: 'integer', format: 'int32' };

describe('a schema of a reference', () => {
  test('has group, kind and name as strings', () => {
    expect(referenceFacts(local, { owner, path: 'spec.x' })).toEqual({
      has: { namespace: false, port: false, sectionName: false },
      defaults: {},
    });
  });

  test('is none without a name, like RouteGroupKind', () => {
    expect(referenceFacts(object({ group: text, kind: text }), { owner, path: 'spec.x' })).toBeUndefined();
  });

  test('is none in spec.to of a ReferenceGrant, which is a rule', () => {
    const grant = { ...owner, kind: 'ReferenceGrant' };
    expect(referenceFacts(local, { owner: grant, path: 'spec.to[]' })).toBeUndefined();
    expect(
      referenceFacts(local, { owner: { group: 'example.com', kind: 'ReferenceGrant' }, path: 'spec.to[]' }),
    ).toBeDefined();
  });

  test('says what the schema fills in, an empty group too', () => {
    const backend = object({
      group: { type: 'string', default: '' },
      kind: { type: 'string', default: 'Service' },
      name: text,
      namespace: text,
      port,
    });
    expect(referenceFacts(backend, { owner, path: 'spec.rules[].backendRefs[]' })).toEqual({
      has: { namespace: true, port: true, sectionName: false },
      defaults: { group: '', kind: 'Service' },
    });
  });

  test('has no port where a port may be a name', () => {
    const named = object({
      group: text,
      kind: text,
      name: text,
      port: { 'x-kubernetes-int-or-string': true },
    });
    expect(referenceFacts(named, { owner, path: 'spec.x' })?.has.port).toBe(false);
  });
});

describe('the interfaces of a reference', () => {
  const has = { namespace: true, port: true, sectionName: false };

  test('one without a namespace is an ObjectReference only', () => {
    const none = { namespace: false, port: false, sectionName: true };
    expect(referenceInterfaces(none, 'spec.targetRefs[]')).toEqual(['ObjectReference']);
  });

  test('one with a namespace is a NamespacedObjectReference', () => {
    const namespaced = { namespace: true, port: false, sectionName: false };
    expect(referenceInterfaces(namespaced, 'spec.listeners[].tls.certificateRefs[]')).toEqual([
      'NamespacedObjectReference',
      'ObjectReference',
    ]);
  });

  test.each([
    'spec.rules[].backendRefs[]',
    'spec.rules[].filters[].requestMirror.backendRef',
    'spec.rules[].backendRefs[].filters[].externalAuth.backendRef',
  ])('%s is a BackendReference', (path) => {
    expect(referenceInterfaces(has, path)).toEqual([
      'BackendReference',
      'NamespacedObjectReference',
      'ObjectReference',
    ]);
  });

  test.each(['spec.parentRefs[]', 'status.parents[].parentRef', 'status.ancestors[].ancestorRef'])(
    '%s with sectionName and port is a ParentReference',
    (path) => {
      expect(referenceInterfaces({ ...has, sectionName: true }, path)).toEqual([
        'ParentReference',
        'NamespacedObjectReference',
        'ObjectReference',
      ]);
    },
  );

  test('the parentRef of a ListenerSet has neither, and is no ParentReference', () => {
    const plain = { namespace: true, port: false, sectionName: false };
    expect(referenceInterfaces(plain, 'spec.parentRef')).toEqual([
      'NamespacedObjectReference',
      'ObjectReference',
    ]);
  });
});
