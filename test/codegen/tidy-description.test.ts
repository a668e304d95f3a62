import { expect, test } from 'vitest';
import { tidyDescription } from '../../src/codegen/tidy-description.ts';

test('markers go and what stands between them stays', () => {
  const text =
    'Before.\n\n<gateway:experimental:description>\nMore.\n</gateway:experimental:description>\n\nAfter.';
  expect(tidyDescription(text)).toBe('Before.\n\nMore.\n\nAfter.');
});

test('blocks that are not for users go as a whole, even one that nobody closed', () => {
  expect(
    tidyDescription('Text.\n\n<gateway:util:excludeFromCRD>\nNotes.\n</gateway:util:excludeFromCRD>\n'),
  ).toBe('Text.');
  expect(tidyDescription('Text.\n<gateway:util:excludeFromCRD>\nNotes.')).toBe('Text.');
});

test('a marker with a rule ends with its line, whatever signs the rule holds', () => {
  const rule = '<gateway:experimental:validation:XValidation:message="a > b",rule="self.all(x, x.port > 0)">';
  expect(tidyDescription(`Text.\n\n${rule}\n<gateway:validateIPAddress>`)).toBe('Text.');
});

test('comparison signs of the text itself stay', () => {
  expect(tidyDescription('a < b > c and <name>')).toBe('a < b > c and <name>');
});
