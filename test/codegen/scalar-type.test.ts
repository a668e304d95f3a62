import { expect, test } from 'vitest';
import { scalarType } from '../../src/codegen/scalar-type.ts';

test.each([
  [{ type: 'string' }, 'String'],
  [{ type: 'string', format: 'date-time' }, 'DateTime'],
  [{ type: 'string', format: 'byte' }, 'String'],
  [{ type: 'string', format: 'date' }, 'String'],
  [{ type: 'boolean' }, 'Boolean'],
  [{ type: 'integer' }, 'Int'],
  [{ type: 'integer', format: 'int32' }, 'Int'],
  [{ type: 'integer', format: 'int64' }, 'Float'],
  [{ type: 'integer', format: 'uint32' }, 'Float'],
  [{ type: 'number' }, 'Float'],
  [{ type: 'number', format: 'double' }, 'Float'],
  [{ 'x-kubernetes-int-or-string': true }, 'IntOrString'],
  [{ anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true }, 'IntOrString'],
  [{ anyOf: [{ type: 'integer' }, { type: 'string' }] }, 'IntOrString'],
  [{ type: 'string', format: 'int-or-string' }, 'IntOrString'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, 'StringMap'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'JSON'],
  [{ type: 'object', additionalProperties: { 'x-kubernetes-int-or-string': true } }, 'JSON'],
  [{ type: 'object', additionalProperties: true }, 'JSON'],
  [{ type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, 'JSON'],
  [{ type: 'object' }, 'JSON'],
  [{}, 'JSON'],
])('%j is %s', (schema, scalar) => {
  expect(scalarType(schema)).toBe(scalar);
});
