import { isObject, type Json, type JsonObject } from '../../kube/json.ts';

/** A document of which each value remembers where it comes from. `O` is the origin. */
export type MergeTree<O> =
  | { readonly origin: O; readonly value: Json; readonly fields?: undefined }
  | { readonly origin: O; readonly fields: ReadonlyMap<string, MergeTree<O>> };

/** What is deeper is taken as one value: no policy needs it, and the stack has an end. */
const MAX_DEPTH = 64;

/**
 * JSON merge patch (RFC 7386): objects field by field, `null` takes a field away, everything else, lists included, as
 * a whole. Both documents stay as they are.
 */
export function patched<O>(
  target: MergeTree<O> | undefined,
  patch: Json,
  origin: O,
  depth = 0,
): MergeTree<O> {
  if (!isObject(patch) || depth === MAX_DEPTH) return { origin, value: patch };
  const fields = new Map(target?.fields);
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) fields.delete(field);
    else if (value !== undefined) fields.set(field, patched(fields.get(field), value, origin, depth + 1));
  }
  return { origin: target?.fields === undefined ? origin : target.origin, fields };
}

export function treeValue<O>(tree: MergeTree<O>): Json {
  if (tree.fields === undefined) return tree.value;
  const entries = Array.from(tree.fields, ([field, inside]) => [field, treeValue(inside)] as const);
  return Object.fromEntries(entries) satisfies JsonObject;
}

export interface TreeLeaf<O> {
  /** `rules.limit`; a field that is no plain name in brackets: `rules["a.b"]`. */
  readonly path: string;
  readonly value: Json;
  readonly origin: O;
}

/** Every value that is not put together from others, in the order of the document. */
export function treeLeaves<O>(tree: MergeTree<O>, path = ''): readonly TreeLeaf<O>[] {
  if (tree.fields === undefined) return [{ path, value: tree.value, origin: tree.origin }];
  if (tree.fields.size === 0) return path === '' ? [] : [{ path, value: {}, origin: tree.origin }];
  return [...tree.fields].flatMap(([field, inside]) => treeLeaves(inside, joined(path, field)));
}

function joined(path: string, field: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(field)) return `${path}[${JSON.stringify(field)}]`;
  return path === '' ? field : `${path}.${field}`;
}
