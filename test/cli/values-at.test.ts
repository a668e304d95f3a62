import { describe, expect, test } from 'vitest';
import { isSomething, valuesAt } from '../../src/cli/values-at.ts';
import { answerPath } from '../../src/config/answer-path.ts';

const answer = {
  data: {
    findings: { nodes: [], totalCount: 0 },
    routes: {
      nodes: [
        { name: 'a', findings: [] },
        { name: 'b', findings: [{ code: 'X' }] },
      ],
    },
    gateway: null,
    'odd.name': 'x',
  },
};

function at(text: string): readonly unknown[] {
  const parsed = answerPath(text);
  if ('expected' in parsed) throw new Error(parsed.expected);
  return valuesAt(answer, parsed.value);
}

describe('a path', () => {
  test.each([
    ['.data.findings.nodes', [[]]],
    ['.data.findings.totalCount', [0]],
    ['.data.routes.nodes[1].name', ['b']],
    ['.data.routes.nodes[].findings', [[], [{ code: 'X' }]]],
    ['.data.routes.nodes[].findings[].code', ['X']],
    ['.data.findings.nodes[].code', []],
    ['.data."odd.name"', ['x']],
    ['.data.gateway', [null]],
  ])('%s leads to its values', (path, values) => {
    expect(at(path)).toEqual(values);
  });

  test.each([
    ['.data.finding', '.data has findings, routes, gateway, odd.name'],
    ['.data.gateway.findings', '.data.gateway is null'],
    [
      '.data.routes.nodes.findings',
      '.data.routes.nodes is a list: write .data.routes.nodes[].findings for each',
    ],
    ['.data.routes.nodes[2]', '.data.routes.nodes has 2 items'],
    ['.data.findings.totalCount[]', '.data.findings.totalCount is no list'],
    ['.data.findings.totalCount.x', '.data.findings.totalCount is no object'],
    ['.nothing', '. has data'],
    ['.data.__proto__', '.data has findings'],
  ])('%s leads nowhere, and why', (path, why) => {
    expect(() => at(path)).toThrow(`${path} is not in the answer: ${why}`);
  });

  test.each([
    '',
    'data',
    '.',
    '.data..x',
    '.data[x]',
    '.data[-1]',
    '.data | length',
    `.${'a'.repeat(2_000)}`,
  ])('%j is none', (text) => {
    expect(answerPath(text)).toHaveProperty('expected');
  });
});

test.each([null, undefined, false, 0, '', [], {}])('%j is nothing', (value) => {
  expect(isSomething(value)).toBe(false);
});

test.each([true, 1, 'x', [null], { a: null }])('%j is something', (value) => {
  expect(isSomething(value)).toBe(true);
});
