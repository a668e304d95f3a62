import type { SchemaChange } from '../schema-check/changes/schema-change.ts';
import type { CrdDiffReport, KindDiff } from './crd-diff-report.ts';
import type { CrdKind } from './schema-of-crds.ts';

type Kinds = ReadonlyMap<string, CrdKind>;

/** The fields by which kinds are asked for are on these. */
const ROOTS: ReadonlySet<string> = new Set(['Query', 'Cluster']);

/** Sorts changes by the kind that they belong to. */
export function diffKinds(
  changes: readonly SchemaChange[],
  { older, newer }: { readonly older: Kinds; readonly newer: Kinds },
): Pick<CrdDiffReport, 'kinds' | 'shared'> {
  const owners = new Map([...ownersOf(older), ...ownersOf(newer)]);
  const byKind = Map.groupBy(changes, ({ path = '' }) => ownerOf(path, owners));
  const ids = new Set([...older.keys(), ...newer.keys()]);
  const kinds = [...ids].flatMap((id) => {
    const diff = kindDiff(older.get(id), newer.get(id), byKind.get(id) ?? []);
    return diff === undefined ? [] : [diff];
  });
  return { kinds: kinds.sort(byName), shared: byKind.get(undefined) ?? [] };
}

/** Types by name, query fields as `.httpRoute`. */
function* ownersOf(kinds: Kinds): Generator<readonly [name: string, id: string]> {
  for (const [id, kind] of kinds) {
    for (const type of kind.types) yield [type, id];
    for (const field of queriesOf(kind)) yield [`.${field}`, id];
  }
}

function ownerOf(path: string, owners: ReadonlyMap<string, string>): string | undefined {
  const [type = '', field = ''] = path.split('.');
  return owners.get(ROOTS.has(type) ? `.${field}` : type);
}

function kindDiff(
  older: CrdKind | undefined,
  newer: CrdKind | undefined,
  changes: readonly SchemaChange[],
): KindDiff | undefined {
  const kind = newer ?? older;
  if (kind === undefined) return undefined;
  const { group, kind: name } = kind.row;
  const versions = { older: older?.version, newer: newer?.version };
  return {
    group,
    kind: name,
    state: stateOf(older, newer, changes),
    ...versions,
    queries: queriesOf(kind),
    changes,
  };
}

function stateOf(
  older: CrdKind | undefined,
  newer: CrdKind | undefined,
  changes: readonly SchemaChange[],
): KindDiff['state'] {
  if (older === undefined) return 'new';
  if (newer === undefined) return 'gone';
  return changes.length === 0 && older.version === newer.version ? 'same' : 'changed';
}

function queriesOf({ row }: CrdKind): readonly string[] {
  return row.listField === undefined ? [row.field] : [row.field, row.listField];
}

function byName(a: KindDiff, b: KindDiff): number {
  const [left, right] = [`${a.kind}.${a.group}`, `${b.kind}.${b.group}`];
  return left < right ? -1 : Number(left > right);
}
