import type { RawObject } from '../../kube/raw-object.ts';
import type { SortOrder } from './sort-order.ts';

export interface PageRequest {
  /** The key of the object behind which the page begins; undefined for the first page. */
  readonly after: readonly string[] | undefined;
  /** undefined for all. */
  readonly size: number | undefined;
}

export interface Page {
  readonly nodes: readonly RawObject[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly totalCount: number;
}

/** A page of several lists that are sorted the same way, as if they were one. */
export function pageOf(
  lists: readonly (readonly RawObject[])[],
  order: SortOrder,
  { after, size }: PageRequest,
): Page {
  const totalCount = lists.reduce((sum, { length }) => sum + length, 0);
  const starts = lists.map((list) => (after === undefined ? 0 : firstBehind(list, order, after)));
  const start = starts.reduce((sum, position) => sum + position, 0);
  const end = Math.min(totalCount, start + (size ?? totalCount));
  const nodes = merge(lists, starts, { order, count: end - start });
  return { nodes, hasNextPage: end < totalCount, hasPreviousPage: start > 0, totalCount };
}

/** Binary search. */
function firstBehind(list: readonly RawObject[], order: SortOrder, after: readonly string[]): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const object = list[middle];
    if (object !== undefined && order.compareKeys(order.keyOf(object), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface Head {
  readonly list: readonly RawObject[];
  readonly object: RawObject;
  readonly position: number;
  readonly key: readonly string[];
}

function merge(
  lists: readonly (readonly RawObject[])[],
  starts: readonly number[],
  { order, count }: { readonly order: SortOrder; readonly count: number },
): readonly RawObject[] {
  const filled = lists.map((list, index) => ({ list, start: starts[index] ?? 0 })).filter(isLeft);
  const [only, other] = filled;
  if (only === undefined) return [];
  if (other === undefined) {
    const isWhole = only.start === 0 && only.list.length === count;
    return isWhole ? only.list : only.list.slice(only.start, only.start + count);
  }
  const headAt = (list: readonly RawObject[], position: number): Head | undefined => {
    const object = list[position];
    return object === undefined ? undefined : { list, object, position, key: order.keyOf(object) };
  };
  const heads = filled.map(({ list, start }) => headAt(list, start));
  const nodes: RawObject[] = [];
  while (nodes.length < count) {
    const [head, index] = first(heads, order);
    if (head === undefined) break;
    nodes.push(head.object);
    heads[index] = headAt(head.list, head.position + 1);
  }
  return nodes;
}

function isLeft({ list, start }: { readonly list: readonly RawObject[]; readonly start: number }): boolean {
  return start < list.length;
}

function first(
  heads: readonly (Head | undefined)[],
  order: SortOrder,
): [head: Head | undefined, index: number] {
  let found: [Head | undefined, number] = [undefined, -1];
  for (const [index, head] of heads.entries()) {
    if (head === undefined) continue;
    if (found[0] === undefined || order.compareKeys(head.key, found[0].key) < 0) found = [head, index];
  }
  return found;
}
