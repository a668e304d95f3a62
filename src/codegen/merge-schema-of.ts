import { asList, asObject, asString, isObject, type Json, type JsonObject } from '../kube/json.ts';
import type { MergeSchema } from '../kube/merge-schema.ts';

/** What an OpenAPI schema says about merging, without the branches that say nothing; undefined where none does. */
export function mergeSchemaOf(schema: Json | undefined): MergeSchema | undefined {
  if (!isObject(schema)) return undefined;
  if (schema['x-kubernetes-map-type'] === 'atomic') return { type: 'atomic' };
  if (schema['type'] === 'array') return ofList(schema);
  const properties = ofProperties(asObject(schema['properties']));
  const additional = mergeSchemaOf(schema['additionalProperties']);
  if (properties === undefined && additional === undefined) return undefined;
  return {
    ...(properties === undefined ? {} : { properties }),
    ...(additional === undefined ? {} : { additional }),
  };
}

/** Nothing is merged below a list that is replaced as a whole. */
function ofList(schema: JsonObject): MergeSchema | undefined {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return { type: 'set' };
  if (type !== 'map') return undefined;
  const fields = asObject(asObject(schema['items'])['properties']);
  const keys = asList(schema['x-kubernetes-list-map-keys']).flatMap((key) => asString(key) ?? []);
  const items = mergeSchemaOf(schema['items']);
  return {
    keys: Object.fromEntries(keys.map((key) => [key, asObject(fields[key])['default'] ?? null])),
    ...(items === undefined ? {} : { items }),
  };
}

function ofProperties(properties: JsonObject): MergeSchema['properties'] {
  const found = Object.entries(properties).flatMap(([name, schema]) => {
    const merge = mergeSchemaOf(schema);
    return merge === undefined ? [] : [[name, merge] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
