import { expect, test } from 'vitest';
import { METRICS } from '../../src/telemetry/metric-rows.ts';
import { readRepositoryFile } from './repository-files.ts';

const page = readRepositoryFile('docs/operating.md');

test.each(Object.values(METRICS))(
  'docs/operating.md has the metric $name with its labels',
  ({ name, type, labels }) => {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const cells = row.split('|').map((cell) => cell.trim());
    expect(cells[2]).toBe(type);
    expect(cells[3]).toBe(labels.map((label) => `\`${label}\``).join(' '));
  },
);

test('docs/operating.md names no metric that is not there', () => {
  const known = new Set<string>(Object.values(METRICS).map(({ name }) => name));
  const named = [...page.matchAll(/\bgwql_[a-z_]+/g)].map(([name]) =>
    name.replace(/_(bucket|count|sum)$/, ''),
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
