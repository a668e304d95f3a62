import { workflowCommand } from '../../report/workflow-command.ts';
import type { RoutingTestFileResult } from '../routing-test.ts';
import { resultCounts } from './result-counts.ts';

/** Failed tests as annotations of a workflow. `inWorkspace` gives a file the name that GitHub knows it by. */
export function githubResults(
  files: readonly RoutingTestFileResult[],
  inWorkspace: (file: string) => string,
): string {
  const failures = files.flatMap(({ file, results }) =>
    results
      .filter(({ problems }) => problems.length > 0)
      .map(({ test, problems }) =>
        workflowCommand({
          level: 'error',
          title: test.name,
          message: [test.url, ...problems].join('\n'),
          file: inWorkspace(file),
          line: test.line,
        }),
      ),
  );
  const { passed, failed } = resultCounts(files);
  const summary = workflowCommand({
    level: 'notice',
    title: 'gwql test',
    message: `${passed} passed, ${failed} failed`,
  });
  return [...failures, summary].map((line) => `${line}\n`).join('');
}
