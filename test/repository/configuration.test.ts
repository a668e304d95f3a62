import { expect, test } from 'vitest';
import { optionTable } from '../../scripts/option-table.ts';
import { QUERY_OPTIONS } from '../../src/config/query-options.ts';
import { SERVE_OPTIONS } from '../../src/config/serve-options.ts';
import { readRepositoryFile } from './repository-files.ts';

/** `npm run docs:options` writes the tables anew. */
test.each([
  ['gwql serve', SERVE_OPTIONS],
  ['gwql query', QUERY_OPTIONS],
])('docs/configuration.md has the options of %s', (heading, options) => {
  const sections = readRepositoryFile('docs/configuration.md').split(/^## /m);
  const section = sections.find((text) => text.startsWith(`\`${heading}\``)) ?? '';
  expect(section).toContain(optionTable(options));
});
