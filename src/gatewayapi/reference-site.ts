import { isObject, type Json } from '../kube/json.ts';
import type { ObjectKey } from '../kube/object-key.ts';
import { keyOf, type RawObject } from '../kube/raw-object.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import { type Position, positionOf } from './position.ts';

/** A place in one object where it refers to another: the row of the table, the object, and where in its lists. */
export interface ReferenceSite {
  readonly row: ReferenceRow;
  readonly position: Position;
  readonly owner: RawObject;
  /** The owner's key, the same for all its sites. */
  readonly from: ObjectKey;
  /** The reference itself; for a bare string such as `gatewayClassName`, the object that holds the string. */
  readonly node: object;
  /** The position in each list on the way, outermost first. */
  readonly indices: readonly number[];
}

/** `spec.rules[0].backendRefs[1]` */
export function sitePath(site: ReferenceSite): string {
  let next = 0;
  return site.row.path.replaceAll('[]', () => `[${site.indices[next++] ?? 0}]`);
}

/** The paths of one kind's rows as a tree, so that each list of an object is walked once for all of them. */
export interface SiteTree {
  readonly row?: ReferenceRow;
  readonly position?: Position;
  readonly fields: ReadonlyMap<string, SiteTree>;
}

interface GrowingTree extends SiteTree {
  row?: ReferenceRow;
  position?: Position;
  readonly fields: Map<string, GrowingTree>;
}

const ITEMS = '[]';

/** `rows` are those of one kind. */
export function siteTree(rows: readonly ReferenceRow[]): SiteTree {
  const root: GrowingTree = { fields: new Map() };
  for (const row of rows) {
    let tree = root;
    for (const step of stepsOf(row.path)) {
      const next = tree.fields.get(step) ?? { fields: new Map() };
      tree.fields.set(step, next);
      tree = next;
    }
    tree.row = row;
    tree.position = positionOf(row);
  }
  return root;
}

/** `spec.rules[].backendRefs[]` -> spec, rules, [], backendRefs, [] */
function stepsOf(path: string): readonly string[] {
  return path.split('.').flatMap((field) => {
    return field.endsWith(ITEMS) ? [field.slice(0, -ITEMS.length), ITEMS] : [field];
  });
}

/** Every reference that `owner` holds, depth first in the order of the table. Wrong shapes hold none. */
export function referenceSites(owner: RawObject, tree: SiteTree): ReferenceSite[] {
  const sites: ReferenceSite[] = [];
  collect({ owner, from: keyOf(owner), sites }, { value: owner, holder: owner, tree }, []);
  return sites;
}

interface Visit {
  readonly value: Json | undefined;
  /** The object that holds the value as a field. */
  readonly holder: object;
  readonly tree: SiteTree;
}

interface Collection {
  readonly owner: RawObject;
  readonly from: ObjectKey;
  readonly sites: ReferenceSite[];
}

function collect(into: Collection, visit: Visit, indices: readonly number[]): void {
  const { value, tree } = visit;
  if (tree.row !== undefined) addSite(into, visit, tree.row, indices);
  if (Array.isArray(value)) collectItems(into, visit, value, indices);
  else if (isObject(value)) {
    for (const [field, next] of tree.fields) {
      const child = value[field];
      if (child !== undefined) collect(into, { value: child, holder: value, tree: next }, indices);
    }
  }
}

function collectItems(
  into: Collection,
  { holder, tree }: Visit,
  items: readonly Json[],
  indices: readonly number[],
): void {
  const next = tree.fields.get(ITEMS);
  if (next === undefined) return;
  for (const [index, value] of items.entries()) {
    collect(into, { value, holder, tree: next }, [...indices, index]);
  }
}

function addSite(
  { owner, from, sites }: Collection,
  { value, holder, tree: { position = 'other' } }: Visit,
  row: ReferenceRow,
  indices: readonly number[],
): void {
  // A string where a reference object belongs is a reference only at the positions that are bare.
  if (isObject(value)) sites.push({ row, position, owner, from, node: value, indices });
  else if (typeof value === 'string' && isBare(row))
    sites.push({ row, position, owner, from, node: holder, indices });
}

/** Whether the reference is a string in its holder, as `spec.gatewayClassName` is. */
export function isBare(row: ReferenceRow): boolean {
  return row.path.endsWith('ClassName');
}
