/** Writes the tables of options in docs/ from the options of the command line: `npm run docs:options`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_CHECK_OPTIONS } from '../src/cli/check/check-options.ts';
import { COMMAND_OPTIONS } from './command-options.ts';
import { optionTable } from './option-table.ts';

const PAGES = ['configuration.md', 'check.md'];

const TABLE = /^\| option \|[^\n]*(?:\n\|[^\n]*)*/m;

/** By heading. */
const TABLES = new Map([
  ...COMMAND_OPTIONS.map(([command, options]) => [`\`${command}\``, optionTable(options)] as const),
  ['Options of `gwql check`', optionTable(ALL_CHECK_OPTIONS)],
]);

for (const name of PAGES) {
  const page = join(import.meta.dirname, '..', 'docs', name);
  const sections = readFileSync(page, 'utf8').split(/^(?=## )/m);
  const written = sections.map((section) => {
    const heading = /^## (.*)$/m.exec(section)?.[1] ?? '';
    const table = TABLES.get(heading);
    return table === undefined ? section : section.replace(TABLE, () => table);
  });
  writeFileSync(page, written.join(''));
}
