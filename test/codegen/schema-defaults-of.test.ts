import { expect, test } from 'vitest';
import { schemaDefaultsOf } from '../../src/codegen/schema-defaults-of.ts';
import { list, object, text } from './crd-builder.ts';

test('branches without defaults are cut', () => {
  const schema = object({
    spec: object({
      plain: text,
      group: { type: 'string', default: '' },
      weights: list(object({ weight: { type: 'integer', default: 1 }, other: text })),
    }),
    status: object({ phase: text }),
  });
  expect(schemaDefaultsOf(schema)).toEqual({
    properties: {
      spec: {
        properties: {
          group: { default: '' },
          weights: { items: { properties: { weight: { default: 1 } } } },
        },
      },
    },
  });
});

test('defaults of the values of a map and false as a default are kept', () => {
  const values = {
    type: 'object',
    additionalProperties: object({ on: { type: 'boolean', default: false } }),
  };
  expect(schemaDefaultsOf(values)).toEqual({ additional: { properties: { on: { default: false } } } });
});

test('a schema without any default has none', () => {
  expect(schemaDefaultsOf(object({ spec: object({ name: text }) }))).toBeUndefined();
  expect(schemaDefaultsOf({ type: 'object', additionalProperties: true })).toBeUndefined();
});
