import { expect, test } from 'vitest';
import { compareVersions } from '../../src/codegen/compare-versions.ts';

test('stable versions come before beta and alpha ones, higher numbers before lower', () => {
  const shuffled = ['v1alpha2', 'v1', 'v1beta1', 'v11alpha2', 'v2', 'v1alpha3', 'v10', 'v1beta2'];
  expect(shuffled.sort(compareVersions)).toEqual([
    'v10',
    'v2',
    'v1',
    'v1beta2',
    'v1beta1',
    'v11alpha2',
    'v1alpha3',
    'v1alpha2',
  ]);
});

test('names that are no versions come last, in the order of their letters', () => {
  expect(['foo', 'v1alpha1', 'bar'].sort(compareVersions)).toEqual(['v1alpha1', 'bar', 'foo']);
});
