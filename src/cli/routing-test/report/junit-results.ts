import { type JunitCase, junitReport } from '../../report/junit.ts';
import type { RoutingTestFileResult, RoutingTestResult } from '../routing-test.ts';

/** Results as CI servers show them. */
export function junitResults(files: readonly RoutingTestFileResult[]): string {
  const suites = files.map(({ file, results }) => ({
    name: file,
    cases: results.map((result) => caseOf(result, file)),
  }));
  return junitReport('gwql test', suites);
}

function caseOf({ test, answer, problems }: RoutingTestResult, file: string): JunitCase {
  const about = { name: test.name, className: file, file, line: test.line };
  const [message] = problems;
  if (message === undefined) return about;
  const text = [...problems, '', `${test.url}: ${answer?.message ?? 'not simulated'}`].join('\n');
  return answer === undefined
    ? { ...about, error: { type: 'request', message, text } }
    : { ...about, failure: { type: 'expectation', message, text } };
}
