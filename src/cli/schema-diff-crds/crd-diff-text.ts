import { formatKind } from '../../kube/object-key.ts';
import { countOf } from '../report/count-of.ts';
import type { Palette } from '../report/paint.ts';
import { plainText } from '../report/plain-text.ts';
import type { SchemaChange } from '../schema-check/changes/schema-change.ts';
import { changeLine } from '../schema-check/report/changes-text.ts';
import { countsText } from '../schema-check/report/criticality-counts.ts';
import type { CrdDiffReport, KindDiff } from './crd-diff-report.ts';

/** The report for people, kind by kind; kinds without changes are only counted. */
export function crdDiffText({ older, newer, kinds, shared }: CrdDiffReport, palette: Palette): string {
  const title = palette.bold(`From ${plainText(older)} to ${plainText(newer)}: ${statesText(kinds)}`);
  const sections = [
    ...kinds.filter(({ state }) => state !== 'same').map((kind) => kindText(kind, palette)),
    ...(shared.length === 0
      ? []
      : [[palette.bold('What kinds share'), ...shared.map((change) => changeLine(change, palette))]]),
  ];
  const all = [...kinds.flatMap(({ changes }) => changes), ...shared];
  return [[title], ...sections, [`Changes: ${countsText(all)}.`]]
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

const STATES: readonly (readonly [state: KindDiff['state'], text: string])[] = [
  ['new', 'new'],
  ['gone', 'gone'],
  ['changed', 'changed'],
  ['same', 'as before'],
];

/** `13 kinds: 3 new, 1 gone, 6 changed, 3 as before`. */
function statesText(kinds: readonly KindDiff[]): string {
  const counts = STATES.map(([state, text]) => ({
    text,
    count: kinds.filter((kind) => kind.state === state).length,
  })).filter(({ count }) => count > 0);
  return `${countOf(kinds.length, 'kind')}, ${counts.map(({ count, text }) => `${count} ${text}`).join(', ')}`;
}

function kindText(kind: KindDiff, palette: Palette): readonly string[] {
  const queries = kind.queries.join(', ');
  const title = (text: string) => palette.bold(`${formatKind(kind)} ${text}`);
  if (kind.state === 'new') {
    return [title(`(${kind.newer}): new`), `  ${palette.green('+')} ${queries}: ${typesText(kind)}`];
  }
  if (kind.state === 'gone') {
    return [
      title(`(${kind.older}): gone`),
      `  ${palette.red('✗')} ${queries}: ${typesText(kind)}; what is left of it is read with object(kind: "${kind.kind}")`,
    ];
  }
  const versions = kind.older === kind.newer ? `(${kind.newer})` : `(${kind.older} -> ${kind.newer})`;
  return [title(`${versions}: ${countsText(kind.changes)}`), ...changedText(kind.changes, palette)];
}

function typesText({ changes }: KindDiff): string {
  return countOf(
    changes.filter(({ type }) => type === 'TYPE_ADDED' || type === 'TYPE_REMOVED').length,
    'type',
  );
}

/** Types that come with new fields are named by these, and need no line of their own. */
function changedText(changes: readonly SchemaChange[], palette: Palette): readonly string[] {
  const shown = changes.filter(({ type }) => type !== 'TYPE_ADDED');
  const types = changes.length - shown.length;
  const rest = types === 0 ? [] : [`  ${palette.green('+')} ${countOf(types, 'type')} for these fields`];
  return [...shown.map((change) => changeLine(change, palette)), ...rest];
}
