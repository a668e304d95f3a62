/** Writes the tables of docs/configuration.md from the options of the command line: `npm run docs:options`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMAND_OPTIONS } from './command-options.ts';
import { optionTable } from './option-table.ts';

const TABLE = /^\| option \|[^\n]*(?:\n\|[^\n]*)*/m;
const TABLES = new Map(COMMAND_OPTIONS.map(([command, options]) => [`\`${command}\``, optionTable(options)]));

const page = join(import.meta.dirname, '..', 'docs', 'configuration.md');
const sections = readFileSync(page, 'utf8').split(/^(?=## )/m);
const written = sections.map((section) => {
  const heading = /^## (.*)$/m.exec(section)?.[1] ?? '';
  const table = TABLES.get(heading);
  return table === undefined ? section : section.replace(TABLE, () => table);
});
writeFileSync(page, written.join(''));
