import type { Palette } from '../../report/paint.ts';
import { plainText } from '../../report/plain-text.ts';
import type { CheckReport, ComparisonReport } from '../check-report.ts';
import { changesText } from './changes-text.ts';
import { countsText } from './criticality-counts.ts';
import { documentsText } from './documents-text.ts';

/** The report for people. */
export function textReport({ comparison, documents }: CheckReport, palette: Palette): string {
  const sections = [
    ...(comparison === undefined ? [] : [comparisonText(comparison, palette)]),
    ...(documents === undefined ? [] : [documentsText(documents, palette)]),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function comparisonText({ older, changes }: ComparisonReport, palette: Palette): readonly string[] {
  const title = palette.bold(`Schema, compared with ${plainText(older)}`);
  if (changes.length === 0) return [title, '  No changes.'];
  return [title, ...changesText(changes, palette), `Changes: ${countsText(changes)}.`];
}
