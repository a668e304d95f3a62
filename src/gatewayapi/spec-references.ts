import { referenceTable } from '../generated/reference-table.ts';
import { groupKindId } from '../kube/object-key.ts';
import { groupOf, type RawObject } from '../kube/raw-object.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import { LISTENER_SET, X_LISTENER_SET } from './groups.ts';
import { type Position, positionOf } from './position.ts';
import { type ReferenceSite, referenceSites, type SiteTree, siteTree } from './reference-site.ts';

/** XListenerSet has no CRD in the release that the table is made from; its references stand where ListenerSet's do. */
const rows: readonly ReferenceRow[] = [
  ...referenceTable,
  ...referenceTable
    .filter(({ owner }) => groupKindId(owner) === groupKindId(LISTENER_SET))
    .map((row) => ({ ...row, owner: X_LISTENER_SET })),
];

type Part = 'spec' | 'status';

const trees: ReadonlyMap<string, SiteTree> = new Map(
  [...Map.groupBy(rows, (row) => treeId(groupKindId(row.owner), partOf(row), positionOf(row)))].map(
    ([id, ofPosition]) => [id, siteTree(ofPosition)],
  ),
);

/** The references in the spec of an object that stand at positions of one meaning, in the order of the document. */
export function specSites(owner: RawObject, position: Position): readonly ReferenceSite[] {
  return sitesIn('spec', owner, position);
}

/** Those in the status. */
export function statusSites(owner: RawObject, position: Position): readonly ReferenceSite[] {
  return sitesIn('status', owner, position);
}

function sitesIn(part: Part, owner: RawObject, position: Position): readonly ReferenceSite[] {
  const kind = groupKindId({ group: groupOf(owner.apiVersion), kind: owner.kind });
  const tree = trees.get(treeId(kind, part, position));
  return tree === undefined ? [] : referenceSites(owner, tree);
}

function partOf({ path }: ReferenceRow): Part {
  return path.startsWith('spec.') ? 'spec' : 'status';
}

function treeId(kind: string, part: Part, position: Position): string {
  return `${kind} ${part} ${position}`;
}
