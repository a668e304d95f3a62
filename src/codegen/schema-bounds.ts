import { asList, asObject, isObject, type JsonObject } from '../kube/json.ts';

/** Twice what the largest CRDs in use have; an API server takes no object of more than 1.5 MiB or so. */
const MAX_NODES = 50_000;
const MAX_DEPTH = 64;
const COMBINED = ['allOf', 'anyOf', 'oneOf'];

/** Whether a schema is small enough to walk; its walks recurse, so that depth is bounded as well. */
export function withinBounds(schema: JsonObject): boolean {
  let level: readonly JsonObject[] = [schema];
  let nodes = 0;
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    if (level.length === 0) return true;
    nodes += level.length;
    if (nodes > MAX_NODES) return false;
    level = level.flatMap(children);
  }
  return false;
}

function children(schema: JsonObject): readonly JsonObject[] {
  const inner = [
    ...Object.values(asObject(schema['properties'])),
    schema['items'],
    schema['additionalProperties'],
    schema['not'],
    ...COMBINED.flatMap((name) => asList(schema[name])),
  ];
  return inner.filter(isObject);
}
