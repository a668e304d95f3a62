import { expect, test } from 'vitest';
import { QUERY_OPTIONS } from '../../src/config/query-options.ts';
import { SERVE_OPTIONS } from '../../src/config/serve-options.ts';
import { optionTable } from './option-table.ts';
import { readRepositoryFile } from './repository-files.ts';

/** To write the tables anew: copy what the failed comparison expected. */
test.each([
  ['gwql serve', SERVE_OPTIONS],
  ['gwql query', QUERY_OPTIONS],
])('docs/configuration.md has the options of %s', (heading, options) => {
  const sections = readRepositoryFile('docs/configuration.md').split(/^## /m);
  const section = sections.find((text) => text.startsWith(`\`${heading}\``)) ?? '';
  expect(section).toContain(optionTable(options));
});
