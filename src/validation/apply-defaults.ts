import { isObject, type Json, type JsonObject } from '../kube/json.ts';
import type { SchemaDefaults } from '../kube/schema-defaults.ts';

type Fields = Record<string, Json>;

/**
 * Fills in the defaults of a CRD as the API server does when it stores an object: where a field is absent, or null
 * although it has a default; inside a filled-in default too, but never below a field that is absent and stays so.
 * Copies only what it changes, and gives the object itself where nothing is missing.
 */
export function applyDefaults<T extends JsonObject>(object: T, defaults: SchemaDefaults): T {
  return completed(object, defaults) as T;
}

function completed(value: Json, defaults: SchemaDefaults): Json {
  if (Array.isArray(value)) return completedList(value, defaults.items);
  return isObject(value) ? completedObject(value, defaults) : value;
}

function completedList(list: readonly Json[], defaults: SchemaDefaults | undefined): readonly Json[] {
  if (defaults === undefined) return list;
  let copy: Json[] | undefined;
  for (const [index, item] of list.entries()) {
    const full = filled(item, defaults);
    if (full === item || full === undefined) continue;
    copy ??= [...list];
    copy[index] = full;
  }
  return copy ?? list;
}

function completedObject(object: JsonObject, { properties = {}, additional }: SchemaDefaults): JsonObject {
  const changes: Fields = {};
  for (const [field, defaults] of Object.entries(properties)) {
    note(changes, object, field, defaults);
  }
  if (additional !== undefined) {
    for (const field of Object.keys(object)) {
      if (!Object.hasOwn(properties, field)) note(changes, object, field, additional);
    }
  }
  return Object.keys(changes).length === 0 ? object : { ...object, ...changes };
}

function note(changes: Fields, object: JsonObject, field: string, defaults: SchemaDefaults): void {
  const value = Object.hasOwn(object, field) ? object[field] : undefined;
  const full = filled(value, defaults);
  if (full === value || full === undefined) return;
  Object.defineProperty(changes, field, {
    value: full,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** The value of a field with its own default and those below it. */
function filled(value: Json | undefined, defaults: SchemaDefaults): Json | undefined {
  if (value !== undefined && value !== null) return completed(value, defaults);
  if (defaults.default === undefined) return value;
  // A copy each time: each sub-object has exactly one owner.
  return completed(copyOf(defaults.default), defaults);
}

function copyOf(value: Json): Json {
  return typeof value === 'object' ? structuredClone(value) : value;
}
