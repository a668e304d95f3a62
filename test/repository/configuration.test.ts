import { expect, test } from 'vitest';
import { COMMAND_OPTIONS } from '../../scripts/command-options.ts';
import { optionTable } from '../../scripts/option-table.ts';
import { readRepositoryFile } from './repository-files.ts';

/** `npm run docs:options` writes the tables anew. */
test.each(COMMAND_OPTIONS)('docs/configuration.md has the options of %s', (heading, options) => {
  const sections = readRepositoryFile('docs/configuration.md').split(/^## /m);
  const section = sections.find((text) => text.startsWith(`\`${heading}\``)) ?? '';
  expect(section).toContain(optionTable(options));
});
