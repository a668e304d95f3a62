import type { Json } from '../kube/json.ts';

export type ValueType = 'null' | 'boolean' | 'string' | 'integer' | 'number' | 'array' | 'object';

/** What a value is to a schema; a whole number is an integer however it was written. */
export function valueType(value: Json): ValueType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as ValueType;
}
