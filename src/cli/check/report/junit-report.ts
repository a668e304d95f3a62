import { formatKey } from '../../../kube/object-key.ts';
import { type JunitCase, type JunitSuite, junitReport } from '../../report/junit.ts';
import { type CheckReport, fails } from '../check-report.ts';
import type { CheckResult } from '../check-result.ts';

/** One suite a file: a case for each result, or one that says that there is none. */
export function junitCheckReport(report: CheckReport): string {
  const byFile = Map.groupBy(report.results, ({ source }) => source.file);
  const files = new Set([...report.files, ...byFile.keys()]);
  const suites = [...files].map((file): JunitSuite => {
    const cases = (byFile.get(file) ?? []).map((result) => caseOf(result, report));
    const none = { name: 'nothing found', className: file, file };
    return { name: file, cases: cases.length === 0 ? [none] : cases };
  });
  return junitReport('gwql check', suites);
}

function caseOf(result: CheckResult, report: CheckReport): JunitCase {
  const { code, message, object, path = '', source } = result;
  const about = object === undefined ? '' : ` ${formatKey(object)} ${path}`.trimEnd();
  const place = result.elsewhere ? {} : { file: source.file, line: source.line };
  const base = { name: `${code}${about}`, className: source.file, ...place };
  const text = textOf(result);
  if (code === 'MANIFEST_NOT_READ') return { ...base, error: { type: code, message, text } };
  if (fails(result, report)) return { ...base, failure: { type: code, message, text } };
  return { ...base, output: text };
}

function textOf({ message, hint, source }: CheckResult): string {
  const from = source.template === undefined ? [] : [`made from ${source.template}`];
  const place = `${source.file}:${source.line}:${source.column}`;
  return [`${place}: ${message}`, ...from, ...(hint === undefined ? [] : [hint.trimEnd()])].join('\n');
}
