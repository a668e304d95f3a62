/** JSON as it was read: never converted (no Dates), never mutated. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [field: string]: Json | undefined;
}

const EMPTY_LIST: readonly Json[] = Object.freeze([]);
const EMPTY_OBJECT: JsonObject = Object.freeze({});

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The accessors below read a value that nobody validated: manifests may hold anything. A value of the wrong
 * shape reads as absent, so that a rule never throws on bad input; the CRD schema is what reports it.
 */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : EMPTY_OBJECT;
}

export function asList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : EMPTY_LIST;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** `getIn(route, 'spec', 'rules')`: the value at a path of object fields, or undefined. */
export function getIn(value: unknown, ...path: readonly string[]): Json | undefined {
  let current: unknown = value;
  for (const field of path) {
    if (!isObject(current)) return undefined;
    current = current[field];
  }
  return current as Json | undefined;
}
