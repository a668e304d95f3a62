import { type Command, Option } from 'commander';
import { type OptionRow, variableOf } from '../config/option-row.ts';

type OptionRows = { readonly [key: string]: OptionRow<unknown> };

/**
 * Declares options for commander, which only collects their texts: what they mean, and what the environment says, is
 * for `src/config` to find out.
 */
export function addOptions(command: Command, heading: string, rows: OptionRows): void {
  for (const row of Object.values(rows)) command.addOption(optionOf(row).helpGroup(heading));
}

function optionOf(row: OptionRow<unknown>): Option {
  const { name, short, placeholder, many } = row;
  const flags = `${short === undefined ? '' : `-${short}, `}--${name}${placeholder === undefined ? '' : ` <${placeholder}>`}`;
  const option = new Option(flags, describe(row));
  return many === true ? option.argParser(collect) : option;
}

/** For options that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function describe(row: OptionRow<unknown>): string {
  const notes = [
    ...(row.many === true ? ['may be repeated'] : []),
    ...(row.otherwise === undefined ? [] : [`default: ${row.otherwise}`]),
    `$${variableOf(row)}`,
  ];
  return `${row.help} (${notes.join('; ')})`;
}
