import { asObject, isObject, type Json, type JsonObject } from '../kube/json.ts';
import type { SchemaDefaults } from '../kube/schema-defaults.ts';

/** The defaults in an OpenAPI schema, without the branches that have none; undefined where there are none at all. */
export function schemaDefaultsOf(schema: Json | undefined): SchemaDefaults | undefined {
  if (!isObject(schema)) return undefined;
  const properties = propertyDefaults(asObject(schema['properties']));
  const items = schemaDefaultsOf(schema['items']);
  const additional = schemaDefaultsOf(schema['additionalProperties']);
  const defaults: SchemaDefaults = {
    ...(schema['default'] === undefined ? {} : { default: schema['default'] }),
    ...(properties === undefined ? {} : { properties }),
    ...(items === undefined ? {} : { items }),
    ...(additional === undefined ? {} : { additional }),
  };
  return Object.keys(defaults).length === 0 ? undefined : defaults;
}

function propertyDefaults(properties: JsonObject): SchemaDefaults['properties'] {
  const found = Object.entries(properties).flatMap(([name, schema]) => {
    const defaults = schemaDefaultsOf(schema);
    return defaults === undefined ? [] : [[name, defaults] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
