import { asList, asObject, isObject, type Json, type JsonObject } from '../../kube/json.ts';

/** What should be one object, and its place: the 3rd item of the 1st item is `[0, 2]`, the document itself `[]`. */
export interface ListedValue {
  readonly value: Json;
  readonly items: readonly number[];
}

/** Opens `kind: List` and typed lists such as `ServiceList`, lists in lists too; anything else is given back. */
export function* expandLists(
  value: Json,
  items: readonly number[] = [],
): Generator<ListedValue, void, undefined> {
  if (!isObject(value) || !isList(value)) {
    yield { value, items };
    return;
  }
  for (const [index, item] of asList(value['items']).entries()) {
    yield* expandLists(withListedKind(item, value), [...items, index]);
  }
}

/** A custom resource may be named `AllowList` and have items; the core group has no such kind. */
function isList({ apiVersion, kind, items, metadata }: JsonObject): boolean {
  if (kind === 'List') return items === null || Array.isArray(items);
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return false;
  return apiVersion === 'v1' || asObject(metadata)['name'] === undefined;
}

/** The API server leaves apiVersion and kind out of the items of a typed list. */
function withListedKind(item: Json, { apiVersion, kind }: JsonObject): Json {
  if (!isObject(item) || typeof kind !== 'string' || kind === 'List') return item;
  if (item['apiVersion'] !== undefined || item['kind'] !== undefined) return item;
  return {
    ...item,
    ...(apiVersion === undefined ? {} : { apiVersion }),
    kind: kind.slice(0, -'List'.length),
  };
}
