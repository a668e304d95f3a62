import type { Asked } from './ask-tests.ts';
import { EXPECTATIONS } from './expectations.ts';
import type { RoutingTest, RoutingTestResult } from './routing-test.ts';

/** Holds the answer against what the test expects. */
export function judgeTest(test: RoutingTest, asked: Asked): RoutingTestResult {
  if ('problem' in asked) return { test, problems: [asked.problem] };
  const { answer } = asked;
  const problems = test.expected.flatMap(({ name, value }) => {
    const got = EXPECTATIONS.find((row) => row.name === name)?.differs(value, answer);
    return got === undefined ? [] : [`${name}: expected ${written(value)}, got ${got}`];
  });
  return { test, answer, problems };
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
