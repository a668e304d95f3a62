import { isObject, type Json } from '../kube/json.ts';
import { childPath, invalid, itemPath, type Report, showValue } from './field-problem.ts';
import type { SchemaNode } from './schema-node.ts';

/** `x-kubernetes-list-type`: no item twice in a set, no key twice in a map. The second of two is the problem. */
export function checkListTypes(value: Json, node: SchemaNode, path: string, report: Report): void {
  if (!node.hasListTypes) return;
  if (Array.isArray(value)) {
    checkList(value, node, path, report);
    const { items } = node;
    if (items === undefined) return;
    for (const [index, item] of value.entries()) checkListTypes(item, items, itemPath(path, index), report);
  } else if (isObject(value)) {
    for (const [name, field] of Object.entries(value)) {
      const inner = node.properties.get(name)?.node ?? node.additional;
      if (inner !== undefined && field !== undefined)
        checkListTypes(field, inner, childPath(path, name), report);
    }
  }
}

function checkList(list: readonly Json[], node: SchemaNode, path: string, report: Report): void {
  if (node.listType === 'set') reportRepeated(list, path, report);
  if (node.listType !== 'map') return;
  const misfit = list.findIndex((item) => item !== null && !isObject(item));
  const item = list[misfit];
  if (item !== undefined) {
    report(invalid(itemPath(path, misfit), item, 'must be an object for an array of list-type map'));
    return;
  }
  reportRepeated(
    list.map((entry) => keyOf(entry, node.mapKeys)),
    path,
    report,
  );
}

/** The fields that a list of type map tells its items apart by; a field that is not there is one more value. */
function keyOf(item: Json, names: readonly string[]): Json {
  if (!isObject(item)) return {};
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

function reportRepeated(keys: readonly Json[], path: string, report: Report): void {
  const times = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    const id = JSON.stringify(key);
    const count = (times.get(id) ?? 0) + 1;
    times.set(id, count);
    if (count !== 2) continue;
    report({
      code: 'SCHEMA_DUPLICATE',
      path: itemPath(path, index),
      message: `Duplicate value: ${showValue(key)}`,
    });
  }
}
