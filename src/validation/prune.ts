import { isObject, type Json, type JsonObject } from '../kube/json.ts';
import { childPath, itemPath, type Report } from './field-problem.ts';
import { nearestName } from './nearest-name.ts';
import type { SchemaNode } from './schema-node.ts';

type Fields = Record<string, Json | undefined>;

/**
 * What an API server decodes of a value: without the fields that its schema does not know, each of them reported, and
 * without nulls where the schema allows none. Copies only what it changes.
 */
export function prune(value: Json, node: SchemaNode, path: string, report: Report): Json {
  if (Array.isArray(value)) return pruneList(value, node, path, report);
  return isObject(value) ? pruneObject(value, node, path, report) : value;
}

function pruneList(
  list: readonly Json[],
  { items }: SchemaNode,
  path: string,
  report: Report,
): readonly Json[] {
  if (items === undefined) return list;
  let copy: Json[] | undefined;
  for (const [index, item] of list.entries()) {
    if (typeof item !== 'object' || item === null) continue;
    const kept = prune(item, items, itemPath(path, index), report);
    if (kept === item) continue;
    copy ??= [...list];
    copy[index] = kept;
  }
  return copy ?? list;
}

function pruneObject(object: JsonObject, node: SchemaNode, path: string, report: Report): JsonObject {
  let copy: Fields | undefined;
  for (const [name, value] of Object.entries(object)) {
    const kept = value === undefined ? undefined : keptField(name, value, { node, path, report });
    if (kept === value) continue;
    copy ??= { ...object };
    if (kept === undefined) delete copy[name];
    else copy[name] = kept;
  }
  return copy ?? object;
}

interface Place {
  readonly node: SchemaNode;
  readonly path: string;
  readonly report: Report;
}

function keptField(name: string, value: Json, { node, path, report }: Place): Json | undefined {
  const field = node.properties.get(name)?.node ?? node.additional;
  if (field === undefined) {
    if (node.keepsUnknown) return value;
    report(unknownField(childPath(path, name), name, node));
    return undefined;
  }
  if (value === null && !field.nullable) return undefined;
  return typeof value === 'object' && value !== null
    ? prune(value, field, childPath(path, name), report)
    : value;
}

function unknownField(path: string, name: string, { properties }: SchemaNode) {
  const near = nearestName(name, properties.keys());
  return {
    code: 'SCHEMA_UNKNOWN_FIELD' as const,
    path,
    message: `unknown field ${JSON.stringify(path)}`,
    ...(near === undefined ? {} : { hint: `Did you mean ${near}?` }),
  };
}
