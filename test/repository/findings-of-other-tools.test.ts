import { expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/gatewayapi/finding.ts';
import { readRepositoryFile } from './repository-files.ts';

const page = readRepositoryFile('docs/findings-of-other-tools.md');

it('the page about other tools names codes that there are', () => {
  const known: ReadonlySet<string> = new Set(FINDING_CODES);
  const named = [...page.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([code]) => code);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((code) => !known.has(code))).toEqual([]);
});

it.each(['KIA1401', 'KIA1402', 'KIA1501', 'KIA1502', 'KIA1503', 'KIA1504', 'KIA1601'])(
  'the page about other tools maps %s',
  (code) => {
    expect(page).toMatch(new RegExp(`^\\| ${code} \\|.*[A-Z]_[A-Z]`, 'm'));
  },
);
