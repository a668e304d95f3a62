import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import type { ReferenceRow } from '../../kube/reference-row.ts';
import { LISTENER_SET, X_LISTENER_SET } from '../groups.ts';
import { type ReferenceSite, referenceSites, type SiteTree, siteTree } from '../reference-site.ts';

/** Finds every reference in the spec of an object, for the kinds of one schema. */
export class SpecSites {
  /** Those that refer to others, each once. */
  readonly kinds: readonly GroupKind[];
  readonly #trees: ReadonlyMap<string, SiteTree>;

  constructor(rows: readonly ReferenceRow[]) {
    const inSpec = rows.filter(({ path }) => path.startsWith('spec.'));
    // XListenerSet has no CRD in the release that the table is made from; its references stand where ListenerSet's do.
    const sets = inSpec.filter(({ owner }) => groupKindId(owner) === groupKindId(LISTENER_SET));
    const all = [...inSpec, ...sets.map((row) => ({ ...row, owner: X_LISTENER_SET }))];
    const byKind = Map.groupBy(all, ({ owner }) => groupKindId(owner));
    this.kinds = [...byKind.values()].flatMap(([row]) => row?.owner ?? []);
    this.#trees = new Map([...byKind].map(([kind, ofKind]) => [kind, siteTree(ofKind)]));
  }

  of(object: RawObject): readonly ReferenceSite[] {
    const tree = this.#trees.get(groupKindId({ group: groupOf(object.apiVersion), kind: object.kind }));
    return tree === undefined ? [] : referenceSites(object, tree);
  }
}
