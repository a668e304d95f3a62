import { formatKey } from '../../../kube/object-key.ts';
import type { Palette } from '../../report/paint.ts';
import { plainText } from '../../report/plain-text.ts';
import { visibleText } from '../../report/visible-text.ts';
import { wrapText } from '../../report/wrap-text.ts';
import type { CheckReport } from '../check-report.ts';
import type { CheckResult } from '../check-result.ts';
import { excerptOf } from './excerpt.ts';
import { SEVERITY_LOOKS } from './severity-looks.ts';
import { fixedText, summaryText } from './summary-text.ts';

export interface TextLook {
  readonly palette: Palette;
  /** Characters a line, for people at a terminal; undefined: lines are as long as they are. */
  readonly width: number | undefined;
}

/** The report for people: what is new, by file, and what it comes to. */
export function textReport(report: CheckReport, look: TextLook): string {
  const fresh = report.results.filter((result) => !report.known.has(result));
  const groups = [...Map.groupBy(fresh, headingOf)].map(([heading, results]) => [
    look.palette.bold(heading),
    ...spaced(results.map((result) => resultText(result, look))),
  ]);
  const fixed = fixedText(report, look.palette);
  const blocks = [...groups, ...(fixed.length === 0 ? [] : [fixed]), summaryText(report, look.palette)];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function headingOf({ source: { file, template } }: CheckResult): string {
  return plainText(template === undefined ? file : `${template} (lines are those of ${file})`);
}

/** Lines of results, with air around those of several lines. */
function spaced(results: readonly (readonly string[])[]): readonly string[] {
  return results.flatMap((lines, index) => {
    const before = results[index - 1];
    const needsAir = before !== undefined && (before.length > 1 || lines.length > 1);
    return needsAir ? ['', ...lines] : lines;
  });
}

const WORD_WIDTH = 7;
const LONGEST_EXCERPT = 160;

function resultText(result: CheckResult, look: TextLook): readonly string[] {
  const head = headLines(result, look);
  return result.severity === 'INFO'
    ? [...head, ...remarkText(result, look)]
    : [...head, ...excerptText(result, look), ...hintText(result, look)];
}

/** `31:9  error  Service shop/cart does not exist  BACKEND_NOT_FOUND` */
function headLines(result: CheckResult, { palette, width }: TextLook): readonly string[] {
  const { severity, code, message, source, elsewhere } = result;
  const { word, paint } = SEVERITY_LOOKS[severity];
  const place = (elsewhere ? '' : `${source.line}:${source.column}`).padEnd(WORD_WIDTH);
  const lead = `  ${palette.dim(place)} ${palette[paint](word.padEnd(WORD_WIDTH))} `;
  const texts = wrapped(plainText(message), LEAD_WIDTH, width);
  const last = texts.at(-1) ?? '';
  const fits = width === undefined || LEAD_WIDTH + last.length + 2 + code.length <= width;
  const lines = fits
    ? [...texts.slice(0, -1), `${last}  ${palette.dim(code)}`]
    : [...texts, palette.dim(code)];
  return lines.map((line, index) => `${index === 0 ? lead : LEAD_SPACE}${line}`);
}

const LEAD_WIDTH = 2 + WORD_WIDTH + 1 + WORD_WIDTH + 1;
const LEAD_SPACE = ' '.repeat(LEAD_WIDTH);

/** A note has no more than a line beside it. */
function remarkText({ hint }: CheckResult, { palette, width }: TextLook): readonly string[] {
  if (hint === undefined || hint.trimEnd().includes('\n')) return [];
  const lines = wrapped(plainText(hint), LEAD_WIDTH, width);
  return lines.map((line) => `${LEAD_SPACE}${palette.dim(line)}`);
}

/** The line that is meant, with a mark below the field, and what field of what it is. */
function excerptText(result: CheckResult, { palette, width }: TextLook): readonly string[] {
  const { line, source } = result;
  const words = aboutText(result);
  const about = palette.dim(words);
  if (line === undefined) return words === '' ? [] : [`${' '.repeat(GUTTER)}${about}`];
  const room = Math.min((width ?? LONGEST_EXCERPT) - GUTTER, LONGEST_EXCERPT);
  const { text, indent, length } = excerptOf(line, source.column, Math.max(room, 20));
  const { paint } = SEVERITY_LOOKS[result.severity];
  const mark = `${' '.repeat(indent)}${palette[paint]('^'.repeat(length))}`;
  const bar = palette.dim('│');
  const fits = width === undefined || GUTTER + indent + length + 1 + words.length <= width;
  return [
    `${palette.dim(gutterOf(String(source.line)))}${bar} ${text}`,
    ...(fits
      ? [`${gutterOf('')}${bar} ${mark} ${about}`]
      : [`${gutterOf('')}${bar} ${mark}`, `${gutterOf('')}${bar} ${about}`]),
  ].map((each) => each.trimEnd());
}

/** What stands before the bar, and the bar and a space. */
const GUTTER = 10;

function gutterOf(text: string): string {
  return `${text.padStart(GUTTER - 3)} `;
}

/** `HTTPRoute shop/cart spec.rules[0].backendRefs[1]` */
function aboutText({ object, path = '' }: CheckResult): string {
  return object === undefined ? '' : plainText(`${formatKey(object)} ${path}`);
}

/** What to do; may be YAML to copy, whose lines stay as they are. */
function hintText({ hint }: CheckResult, { width }: TextLook): readonly string[] {
  if (hint === undefined) return [];
  const lines = hint.trimEnd().split('\n').map(visibleText);
  return lines.flatMap((line) => wrapped(line, GUTTER, width)).map((line) => `${' '.repeat(GUTTER)}${line}`);
}

function wrapped(text: string, indent: number, width: number | undefined): readonly string[] {
  // What is indented is YAML.
  if (width === undefined || text.startsWith(' ')) return [text];
  return wrapText(text, Math.max(width - indent, 30));
}
