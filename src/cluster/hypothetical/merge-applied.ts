import { isObject, type Json, type JsonObject } from '../../kube/json.ts';
import type { MergeSchema } from '../../kube/merge-schema.ts';

const NOTHING_SAID: MergeSchema = {};

/**
 * What server-side apply makes of an object when one manager who owns all that is written, and nothing else, applies
 * to it: maps are merged field by field and lists by their type, what is not written stays, null takes a field away.
 * Copies what it takes from either, so that each part of the outcome has one owner.
 */
export function mergeApplied(stored: JsonObject, applied: JsonObject, schema: MergeSchema): JsonObject {
  const merged: Record<string, Json> = {};
  // In the order of what is stored, which people know.
  for (const field of Object.keys({ ...stored, ...applied })) {
    const value = Object.hasOwn(applied, field)
      ? mergeValue(own(stored, field), applied[field], schemaOfField(schema, field))
      : copyOf(stored[field]);
    if (value !== null && value !== undefined) set(merged, field, value);
  }
  return merged;
}

function own(object: JsonObject, field: string): Json | undefined {
  return Object.hasOwn(object, field) ? object[field] : undefined;
}

function schemaOfField({ properties, additional }: MergeSchema, field: string): MergeSchema {
  const known = properties !== undefined && Object.hasOwn(properties, field) ? properties[field] : undefined;
  return known ?? additional ?? NOTHING_SAID;
}

function mergeValue(
  stored: Json | undefined,
  applied: Json | undefined,
  schema: MergeSchema,
): Json | undefined {
  if (isObject(stored) && isObject(applied) && schema.type !== 'atomic') {
    return mergeApplied(stored, applied, schema);
  }
  if (Array.isArray(stored) && Array.isArray(applied)) return mergeLists(stored, applied, schema);
  return isObject(applied) && schema.type !== 'atomic' ? mergeApplied({}, applied, schema) : copyOf(applied);
}

function mergeLists(stored: readonly Json[], applied: readonly Json[], schema: MergeSchema): readonly Json[] {
  if (schema.type === 'set') return [...stored, ...applied.filter((value) => !stored.includes(value))];
  return schema.keys === undefined ? applied.map(copyOf) : mergeByKeys(stored, applied, schema);
}

/** Items that are there stay where they are, new ones follow in their order. */
function mergeByKeys(
  stored: readonly Json[],
  applied: readonly Json[],
  { keys = {}, items = NOTHING_SAID }: MergeSchema,
): readonly Json[] {
  const changes = new Map(applied.map((item) => [identity(item, keys), item]));
  const merged = stored.map((item) => {
    const id = identity(item, keys);
    const change = changes.get(id);
    changes.delete(id);
    return change === undefined ? copyOf(item) : (mergeValue(item, change, items) ?? null);
  });
  return [...merged, ...Array.from(changes.values(), (item) => mergeValue(undefined, item, items) ?? null)];
}

function identity(item: Json, keys: { readonly [field: string]: Json }): string {
  const fields = isObject(item) ? item : {};
  return JSON.stringify(Object.entries(keys).map(([key, standard]) => fields[key] ?? standard));
}

function copyOf<T extends Json | undefined>(value: T): T {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}

function set(object: Record<string, Json>, field: string, value: Json): void {
  Object.defineProperty(object, field, { value, enumerable: true, configurable: true, writable: true });
}
