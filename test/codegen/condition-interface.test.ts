import { expect, test } from 'vitest';
import { isCondition } from '../../src/codegen/condition-interface.ts';
import { object, text } from './crd-builder.ts';

const fields = { type: text, status: text, reason: text, message: text, lastTransitionTime: text };
const generation = { observedGeneration: { type: 'integer', format: 'int64' } };

test('an item of conditions with all fields is a condition, with observedGeneration or without', () => {
  expect(isCondition(object({ ...fields, ...generation }), 'status.parents[].conditions[]')).toBe(true);
  expect(isCondition(object(fields), 'status.conditions[]')).toBe(true);
});

test('one without a field is none', () => {
  const { reason: _, ...rest } = fields;
  expect(isCondition(object(rest), 'status.conditions[]')).toBe(false);
});

test('an object that is no list item is none, and so is one of another name', () => {
  expect(isCondition(object(fields), 'endpoints[].conditions')).toBe(false);
  expect(isCondition(object(fields), 'status.preconditions[]')).toBe(false);
});

test('one whose observedGeneration is no number is none', () => {
  expect(isCondition(object({ ...fields, observedGeneration: text }), 'status.conditions[]')).toBe(false);
});
