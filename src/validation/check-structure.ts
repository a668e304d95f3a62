import { isObject, type Json, type JsonObject } from '../kube/json.ts';
import { checkCombined } from './check-combined.ts';
import { checkLimits } from './check-limits.ts';
import { childPath, itemPath, type Report, showValue } from './field-problem.ts';
import type { PatternFinder } from './pattern-finder.ts';
import type { SchemaNode } from './schema-node.ts';
import { type ValueType, valueType } from './value-type.ts';

export interface StructureChecks {
  readonly report: Report;
  readonly findPattern: PatternFinder;
}

/**
 * Compares a value with its schema: types, required fields, enums, limits, patterns, formats, and what schemas are
 * combined of. Pruned and with its defaults, as an API server validates it.
 */
export function checkStructure(value: Json, node: SchemaNode, path: string, checks: StructureChecks): void {
  const type = valueType(value);
  if (!hasType(type, node)) {
    checks.report(wrongType(type, node, path));
    return;
  }
  if (type === 'null') return;
  if (node.enum !== undefined && !node.enum.some((allowed) => allowed === value))
    checks.report(notInEnum(value, node.enum, path));
  checkLimits(value, node, path, checks);
  if (node.combined !== undefined)
    checkCombined({ value, path, combined: node.combined }, checks, checkStructure);
  if (Array.isArray(value)) checkItems(value, node, path, checks);
  else if (isObject(value)) checkFields(value, node, path, checks);
}

function hasType(type: ValueType, { types, nullable }: SchemaNode): boolean {
  if (types.length === 0 || types.includes(type)) return true;
  if (type === 'null') return nullable;
  return type === 'integer' && types.includes('number');
}

function wrongType(type: ValueType, { types }: SchemaNode, path: string) {
  const detail = `${path} in body must be of type ${types.join(',')}: "${type}"`;
  return {
    code: 'SCHEMA_INVALID',
    path,
    message: `Invalid value: "${type}": ${detail}`,
    blocksRules: true,
  } as const;
}

function notInEnum(value: Json, allowed: readonly Json[], path: string) {
  const supported = allowed.map(showValue).join(', ');
  return {
    code: 'SCHEMA_INVALID',
    path,
    message: `Unsupported value: ${showValue(value)}: supported values: ${supported}`,
    blocksRules: true,
  } as const;
}

function checkItems(
  list: readonly Json[],
  { items }: SchemaNode,
  path: string,
  checks: StructureChecks,
): void {
  if (items === undefined) return;
  for (const [index, item] of list.entries()) checkStructure(item, items, itemPath(path, index), checks);
}

function checkFields(object: JsonObject, node: SchemaNode, path: string, checks: StructureChecks): void {
  for (const name of node.required) {
    if (Object.hasOwn(object, name)) continue;
    checks.report({
      code: 'SCHEMA_REQUIRED',
      path: childPath(path, name),
      message: 'Required value',
      blocksRules: true,
    });
  }
  for (const [name, value] of Object.entries(object)) {
    const field = node.properties.get(name)?.node ?? node.additional;
    if (field !== undefined && value !== undefined)
      checkStructure(value, field, childPath(path, name), checks);
  }
}
