import { getIn, isObject, type Json, type JsonObject } from '../../src/kube/json.ts';
import type { Mutation, ObjectName } from './conformance-case.ts';

type Objects = readonly JsonObject[];

/** The objects after one change, made at `time` (RFC 3339). */
export function mutate(objects: Objects, mutation: Mutation, time: string): Objects {
  switch (mutation.op) {
    case 'create': {
      const object = fill(mutation.object ?? {}, objects) as JsonObject;
      const metadata = { ...(object['metadata'] as JsonObject), creationTimestamp: time };
      return [...objects, { ...object, metadata }];
    }
    case 'delete':
      return objects.filter((object) => !isNamed(object, mutation));
    case 'mergePatch':
      return objects.map((object) =>
        isNamed(object, mutation)
          ? (mergePatch(object, fill(mutation.patch ?? {}, objects)) as JsonObject)
          : object,
      );
  }
}

/** RFC 7386. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged: Record<string, Json> = isObject(target) ? ({ ...target } as Record<string, Json>) : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else if (value !== undefined) merged[field] = mergePatch(merged[field], value);
  }
  return merged;
}

/** Puts fields of other objects where `{"$copy": ...}` asks for them. */
function fill(value: Json, objects: Objects): Json {
  if (Array.isArray(value)) return value.map((item: Json) => fill(item, objects));
  if (!isObject(value)) return value;
  const copy = value['$copy'];
  if (isObject(copy)) return copied(copy, objects);
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [field, fill(item as Json, objects)]),
  );
}

/** `field` is a path whose last part may hold dots: `data["ca.crt"]`, `data.ca.crt`. */
function copied(copy: JsonObject, objects: Objects): Json {
  const source = objects.find((object) => isNamed(object, copy as unknown as ObjectName));
  const [first = '', ...rest] = String(copy['field']).split(/[.[]/);
  const entry = rest.join('.').replaceAll(/["'\]]/g, '');
  const value = getIn(source, first, entry);
  if (value === undefined) throw new Error(`there is no ${String(copy['field'])} to copy`);
  return value;
}

function isNamed(object: JsonObject, { kind, namespace, name }: Partial<ObjectName>): boolean {
  return (
    object['kind'] === kind &&
    getIn(object, 'metadata', 'name') === name &&
    (namespace === undefined || getIn(object, 'metadata', 'namespace') === namespace)
  );
}
