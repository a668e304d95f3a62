import { type SiteTree, siteTree } from '../gatewayapi/reference-site.ts';
import { groupKindId } from '../kube/object-key.ts';
import { groupOf, type RawObject } from '../kube/raw-object.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import { Shapes, SiteTable } from './site-table.ts';

/**
 * Knows for every object that a query has met which references are inside it and where. One for the whole process:
 * objects of a snapshot are walked once, not once a query. Entries die with their objects.
 */
export class SiteIndex {
  readonly #trees = new Map<string, Map<string, SiteTree>>();
  readonly #shapes = new Shapes();
  readonly #tables = new WeakMap<RawObject, SiteTable>();

  constructor(rows: readonly ReferenceRow[]) {
    for (const ofKind of Map.groupBy(rows, (row) => groupKindId(row.owner)).values()) {
      const [{ owner } = { owner: undefined }] = ofKind;
      if (owner === undefined) continue;
      const ofGroup = this.#trees.get(owner.group) ?? new Map<string, SiteTree>();
      this.#trees.set(owner.group, ofGroup.set(owner.kind, siteTree(ofKind)));
    }
  }

  /** undefined where the object holds no reference. */
  tableOf(object: RawObject): SiteTable | undefined {
    const known = this.#tables.get(object);
    if (known !== undefined) return known;
    const tree = this.#trees.get(groupOf(object.apiVersion))?.get(object.kind);
    if (tree === undefined) return undefined;
    const table = new SiteTable(object, tree, this.#shapes);
    if (table.isEmpty) return undefined;
    this.#tables.set(object, table);
    return table;
  }
}
