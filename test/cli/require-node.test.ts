import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nodeProblem, OLDEST_NODE } from '../../src/cli/require-node.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

test('an older Node is told which one is needed', () => {
  expect(nodeProblem('20.20.2')).toBe('gwql needs Node 22.19.0 or newer, and this is 20.20.2.');
  expect(nodeProblem('22.18.9')).toContain('22.19.0');
});

test('the oldest Node and newer ones run it', () => {
  for (const version of [OLDEST_NODE, '22.20.1', '24.0.0', '25.1.0-nightly']) {
    expect(nodeProblem(version)).toBeUndefined();
  }
});

test('the oldest Node is that of engines', () => {
  expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${OLDEST_NODE}`);
});

test('the check is the first thing that the program imports', () => {
  const [first] = read('src/main.ts').match(/^import .*$/m) ?? [];
  expect(first).toBe("import './cli/require-node.ts';");
});
