import type { RoutingTestFileResult } from '../routing-test.ts';
import { resultCounts } from './result-counts.ts';

/** Results for programs. */
export function jsonResults(files: readonly RoutingTestFileResult[]): string {
  const tests = files.flatMap(({ file, results }) =>
    results.map(({ test, answer, problems }) => ({
      file,
      line: test.line,
      name: test.name,
      passed: problems.length === 0,
      problems,
      answer: answer ?? null,
    })),
  );
  return `${JSON.stringify({ ...resultCounts(files), tests }, null, 2)}\n`;
}
