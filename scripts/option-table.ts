import { type OptionRow, variableOf } from '../src/config/option-row.ts';

interface OptionTable {
  readonly [property: string]: OptionRow<unknown>;
}

function tableRow(row: OptionRow<unknown>): string {
  const short = row.short === undefined ? '' : `-${row.short}, `;
  const value = row.placeholder === undefined ? '' : ` <${row.placeholder}>`;
  const times = row.many === true ? ', repeatable' : '';
  const name = `\`${short}--${row.name}${value}\`${times}`;
  return `| ${name} | \`${variableOf(row)}\` | ${row.help} | ${row.otherwise ?? ''} |`;
}

/** The rows of docs/configuration.md for some options. */
export function optionTable(options: OptionTable): string {
  const head = ['| option | variable | what it is | without it |', '|---|---|---|---|'];
  return [...head, ...Object.values(options).map(tableRow)].join('\n');
}
