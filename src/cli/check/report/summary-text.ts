import { formatKey } from '../../../kube/object-key.ts';
import { countOf } from '../../report/count-of.ts';
import type { Palette } from '../../report/paint.ts';
import { plainText } from '../../report/plain-text.ts';
import { type CheckReport, exitCodeOf, severityCounts } from '../check-report.ts';
import { SEVERITIES } from '../check-result.ts';
import { SEVERITY_LOOKS } from './severity-looks.ts';

/** What a check comes to: lines without their ends. */
export function summaryText(report: CheckReport, palette: Palette): readonly string[] {
  return [
    palette.bold(palette[exitCodeOf(report) === 0 ? 'green' : 'red'](countsText(report))),
    ...baselineText(report).map(palette.dim),
    ...outsideText(report).map(palette.dim),
  ];
}

/** What the change mends, a line each. */
export function fixedText({ against }: CheckReport, palette: Palette): readonly string[] {
  const fixed = against?.fixed ?? [];
  if (fixed.length === 0) return [];
  const lines = fixed.map(({ object, path = '', message, code }) => {
    const about = plainText(`${formatKey(object)} ${path}`);
    return `  ${about}: ${plainText(message)}  ${palette.dim(code)}`;
  });
  return [palette.bold(palette.green('fixed by the change')), ...lines];
}

/** `2 errors, 1 warning in 3 of 12 files`. */
export function countsText(report: CheckReport): string {
  const counts = severityCounts(report);
  const found = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    countOf(counts[severity], SEVERITY_LOOKS[severity].word),
  );
  const all = `${countOf(report.files.length, 'file')} with ${countOf(report.objects, 'object')}`;
  const { against } = report;
  if (against !== undefined) {
    const { length: fixed } = against.fixed;
    const introduced = found.length === 0 ? 'nothing is broken' : `${found.join(', ')} introduced`;
    const mended = fixed === 0 ? '' : `, ${countOf(fixed, 'finding')} fixed`;
    return `${introduced}${mended} in ${plainText(`cluster ${against.cluster}`)} by ${all}`;
  }
  if (found.length === 0) return `nothing ${report.known.size > 0 ? 'new ' : ''}found in ${all}`;
  const fresh = report.results.filter((result) => !report.known.has(result));
  const { size } = new Set(fresh.map(({ source }) => source.file));
  return `${found.join(', ')} in ${size} of ${all}`;
}

/** What the baseline says about it. */
export function baselineText({ known, gone }: CheckReport): readonly string[] {
  if (gone === undefined) return [];
  const goneText = gone === 0 ? '' : `; ${gone} of it not found any more: --write-baseline takes them out`;
  return [`${countOf(known.size, 'finding')} known from the baseline${goneText}`];
}

const OUTSIDE: ReadonlySet<string> = new Set(['ATTACHMENT_NOT_CHECKED', 'REFERENCE_NOT_CHECKED']);

/** What could be known with more files. */
function outsideText({ results, known, complete }: CheckReport): readonly string[] {
  if (complete) return [];
  const fresh = results.filter((result) => !known.has(result));
  const outside = fresh.filter(({ code }) => OUTSIDE.has(code)).length;
  const refused = fresh.filter(({ code }) => code === 'REFERENCE_NOT_PERMITTED').length;
  return [
    ...(outside === 0 ? [] : [`${countOf(outside, 'note')} about ${NOT_IN_FILES}`]),
    ...(refused === 0
      ? []
      : [`${countOf(refused, 'reference')} without a ReferenceGrant: ${GRANTED_ELSEWHERE}`]),
  ];
}

const NOT_IN_FILES =
  'what is in none of the files: --complete takes the files as the whole cluster, --assume says what exists elsewhere';
const GRANTED_ELSEWHERE =
  'where it is applied from elsewhere, --assume ReferenceGrant/NAMESPACE/NAME says so';
