import type { RoutingTestFileResult } from '../routing-test.ts';

/** How many tests passed and how many did not. */
export function resultCounts(files: readonly RoutingTestFileResult[]): {
  readonly passed: number;
  readonly failed: number;
} {
  const all = files.flatMap(({ results }) => results);
  const failed = all.filter(({ problems }) => problems.length > 0).length;
  return { passed: all.length - failed, failed };
}
