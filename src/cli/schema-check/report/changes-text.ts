import type { Palette } from '../../report/paint.ts';
import { CRITICALITIES, type Criticality, type SchemaChange } from '../changes/schema-change.ts';

const MARKS: {
  readonly [criticality in Criticality]: { readonly mark: string; readonly paint: keyof Palette };
} = {
  breaking: { mark: '✗', paint: 'red' },
  dangerous: { mark: '!', paint: 'yellow' },
  safe: { mark: '+', paint: 'green' },
};

/** Changes in groups, the worst first: lines without their ends. */
export function changesText(changes: readonly SchemaChange[], palette: Palette): readonly string[] {
  return CRITICALITIES.flatMap((criticality) => {
    const group = changes.filter((change) => change.criticality === criticality);
    if (group.length === 0) return [];
    const heading = palette[MARKS[criticality].paint](`${group.length} ${criticality}`);
    return [palette.bold(heading), ...group.map((change) => changeLine(change, palette))];
  });
}

/** One change on one line, marked by its criticality. */
export function changeLine(change: SchemaChange, palette: Palette): string {
  const { mark, paint } = MARKS[change.criticality];
  return `  ${palette[paint](mark)} ${changeText(change, palette)}`;
}

function changeText({ message, experimental, location }: SchemaChange, { dim }: Palette): string {
  const notes = [
    ...(experimental ? ['experimental'] : []),
    ...(location === undefined ? [] : [`${location.file}:${location.line}:${location.column}`]),
  ];
  return notes.length === 0 ? message : `${message} ${dim(`(${notes.join(', ')})`)}`;
}
