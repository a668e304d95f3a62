import { describe, expect, test } from 'vitest';
import { channelOf, mainVersion, readCrd } from '../../src/codegen/kind-schema.ts';
import { crd, version } from './crd-builder.ts';

const shape = { spec: { type: 'object' } };

describe('reading a CRD', () => {
  test('what is no CRD is none', () => {
    expect(readCrd({ apiVersion: 'v1', kind: 'Service' })).toBeUndefined();
    expect(readCrd('text')).toBeUndefined();
    expect(readCrd(undefined)).toBeUndefined();
  });

  test('a CRD without versions names no kind that could be read', () => {
    expect(readCrd(crd({ group: 'example.com', kind: 'Thing', versions: [] }))).toBeUndefined();
  });

  test('the scope decides whether objects have a namespace', () => {
    expect(readCrd(crd({ group: 'example.com', kind: 'Thing', scope: 'Cluster' }))?.namespaced).toBe(false);
    expect(readCrd(crd({ group: 'example.com', kind: 'Thing' }))?.namespaced).toBe(true);
  });
});

describe('the version that types come from', () => {
  const main = (...versions: ReturnType<typeof version>[]) => {
    const schema = readCrd(crd({ group: 'example.com', kind: 'Thing', versions }));
    return schema && mainVersion(schema)?.name;
  };

  test('is the stored one, even where a better one is served', () => {
    expect(main(version('v1', shape, { storage: false }), version('v1beta1', shape))).toBe('v1beta1');
  });

  test('is the best one that is served where the stored one is not', () => {
    const old = version('v1alpha1', shape, { served: false });
    const others = ['v1beta1', 'v1'].map((name) => version(name, shape, { storage: false }));
    expect(main(old, ...others)).toBe('v1');
  });
});

test('the channel is an annotation', () => {
  const annotations = { 'gateway.networking.k8s.io/channel': 'experimental' };
  expect(channelOf({ metadata: { annotations } })).toBe('experimental');
  expect(channelOf(crd({ group: 'example.com', kind: 'Thing' }))).toBeUndefined();
});
