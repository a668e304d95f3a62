import type { Palette } from '../../report/paint.ts';
import { plainText } from '../../report/plain-text.ts';
import { drawAnswer } from '../../simulate/simulation-report.ts';
import type { RoutingTestFileResult, RoutingTestResult } from '../routing-test.ts';
import { resultCounts } from './result-counts.ts';

/** Results for people: what failed comes with the way that its request took. */
export function textResults(files: readonly RoutingTestFileResult[], palette: Palette): string {
  const sections = files.map(({ file, results }) => [
    palette.bold(plainText(file)),
    ...results.flatMap((result) => resultLines(result, { file, palette })),
    '',
  ]);
  const { passed, failed } = resultCounts(files);
  const summary = [
    palette.green(`${passed} passed`),
    ...(failed === 0 ? [] : [palette.red(`${failed} failed`)]),
  ].join(', ');
  return [...sections.flat(), summary, ''].join('\n');
}

function resultLines(
  { test, answer, problems }: RoutingTestResult,
  { file, palette }: { readonly file: string; readonly palette: Palette },
): readonly string[] {
  const name = plainText(test.name);
  if (problems.length === 0) return [`  ${palette.green('✓')} ${name}`];
  const way = answer === undefined ? [] : ['', ...drawAnswer(answer, { ...test, palette }), ''];
  return [
    `  ${palette.red('✗')} ${name}  ${palette.dim(`${plainText(file)}:${test.line}`)}`,
    ...problems.map((problem) => `      ${palette.red(plainText(problem))}`),
    ...way.map((line) => (line === '' ? '' : `      ${line}`)),
  ];
}
