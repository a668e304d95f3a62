import { expect, test } from 'vitest';
import { describeFromCrds } from '../../src/codegen/describe-from-crds.ts';
import type { KindRow } from '../../src/kube/kind-row.ts';
import { crd, list, object, text } from './crd-builder.ts';

const row: KindRow = {
  group: 'example.com',
  kind: 'Thing',
  plural: 'things',
  namespaced: true,
  type: 'KubernetesKindExampleComThing',
  field: 'exampleComThing',
  versions: ['v1'],
  experimental: false,
};

const thing = crd({
  group: 'example.com',
  kind: 'Thing',
  properties: {
    spec: {
      ...object({
        mode: { type: 'string', enum: ['On'], description: 'Mode text.' },
        rules: {
          ...list({
            ...object({ path: { ...text, description: 'Path text.\n\n<gateway:validateIPAddress>' } }),
            description: 'One rule.',
          }),
          description: 'All rules.',
        },
      }),
      description: 'Spec text.',
    },
  },
});

test('fields have their own text; types that of their schema, or of the field that leads to them', () => {
  expect(Object.fromEntries(describeFromCrds([thing], [row], []))).toEqual({
    'KubernetesKindExampleComThing.spec': 'Spec text.',
    KubernetesKindExampleComThingSpec: 'Spec text.',
    'KubernetesKindExampleComThingSpec.mode': 'Mode text.',
    KubernetesKindExampleComThingSpecModeEnum: 'Mode text.',
    'KubernetesKindExampleComThingSpec.rules': 'All rules.',
    KubernetesKindExampleComThingSpecRules: 'One rule.',
    'KubernetesKindExampleComThingSpecRules.path': 'Path text.',
  });
});

test('what is experimental says so first, and only what has a text', () => {
  const experimental = [
    'KubernetesKindExampleComThingSpec.mode',
    'KubernetesKindExampleComThingSpec.unknown',
  ];
  const texts = describeFromCrds([thing], [row], experimental);
  expect(texts.get('KubernetesKindExampleComThingSpec.mode')).toBe('Experimental channel. Mode text.');
  expect(texts.has('KubernetesKindExampleComThingSpec.unknown')).toBe(false);
});

test('kinds without types and objects that are no CRDs are passed over', () => {
  expect(describeFromCrds([thing, { kind: 'Service' }], [], []).size).toBe(0);
  expect(describeFromCrds([thing]).size).toBe(0);
});
