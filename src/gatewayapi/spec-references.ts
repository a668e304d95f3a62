import { referenceTable } from '../generated/reference-table.ts';
import { type GroupKind, groupKindId } from '../kube/object-key.ts';
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

const specTrees: ReadonlyMap<string, SiteTree> = new Map(
  [
    ...Map.groupBy(
      rows.filter((row) => partOf(row) === 'spec'),
      (row) => groupKindId(row.owner),
    ),
  ].map(([id, ofKind]) => [id, siteTree(ofKind)]),
);

/** The kinds whose specs can hold references, each once. */
export const REFERRING_KINDS: readonly GroupKind[] = [
  ...new Map(
    rows.filter((row) => partOf(row) === 'spec').map(({ owner }) => [groupKindId(owner), owner]),
  ).values(),
];

/** All references in the spec of an object. */
export function allSpecSites(owner: RawObject): readonly ReferenceSite[] {
  const tree = specTrees.get(groupKindId({ group: groupOf(owner.apiVersion), kind: owner.kind }));
  return tree === undefined ? [] : referenceSites(owner, tree);
}

type Part = 'spec' | 'status';

/** By part and position, then by kind, so that finding one builds no text. */
type Trees = { readonly [P in Part]: ReadonlyMap<Position, ReadonlyMap<string, readonly KindTree[]>> };

interface KindTree {
  readonly group: string;
  readonly tree: SiteTree;
}

const trees: Trees = { spec: treesOf('spec'), status: treesOf('status') };

function treesOf(part: Part): Trees[Part] {
  const ofPart = rows.filter((row) => partOf(row) === part);
  return new Map(
    [...Map.groupBy(ofPart, positionOf)].map(([position, ofPosition]) => [position, treesByKind(ofPosition)]),
  );
}

function treesByKind(ofPosition: readonly ReferenceRow[]): ReadonlyMap<string, readonly KindTree[]> {
  const ofKinds = [...Map.groupBy(ofPosition, ({ owner }) => owner.kind)];
  return new Map(
    ofKinds.map(([kind, ofKind]) => [
      kind,
      [...Map.groupBy(ofKind, ({ owner }) => owner.group)].map(([group, own]) => ({
        group,
        tree: siteTree(own),
      })),
    ]),
  );
}

/** The references in the spec of an object that stand at positions of one meaning, in the order of the document. */
export function specSites(owner: RawObject, position: Position): readonly ReferenceSite[] {
  return sitesIn('spec', owner, position);
}

/** Those in the status. */
export function statusSites(owner: RawObject, position: Position): readonly ReferenceSite[] {
  return sitesIn('status', owner, position);
}

const NO_SITES: readonly ReferenceSite[] = [];

function sitesIn(part: Part, owner: RawObject, position: Position): readonly ReferenceSite[] {
  const ofKind = trees[part].get(position)?.get(owner.kind);
  const group = ofKind === undefined ? '' : groupOf(owner.apiVersion);
  const found = ofKind?.find((candidate) => candidate.group === group);
  return found === undefined ? NO_SITES : referenceSites(owner, found.tree);
}

function partOf({ path }: ReferenceRow): Part {
  return path.startsWith('spec.') ? 'spec' : 'status';
}
