import type { Command } from 'commander';
import { addOptions } from '../add-options.ts';
import type { CliIo } from '../cli-io.ts';
import { readSchemaDiffCrdsConfig } from './schema-diff-crds-config.ts';
import { SCHEMA_DIFF_CRDS_OPTIONS } from './schema-diff-crds-options.ts';

export interface SchemaDiffCrdsCommand {
  readonly io: CliIo;
  /** Receives the exit code of the command. */
  readonly done: (exitCode: number) => void;
}

const HELP = `
Both are files or folders with CRDs. The folder beside one that ends with -experimental and ends with -standard decides
what is experimental.

Examples:
  gwql schema diff-crds crds/v1.4.1-standard crds/v1.6.1-standard
  gwql schema diff-crds installed.yaml crds/v1.6.1-experimental --format json --fail-on breaking

Exit codes: 0 fine, 1 something as bad as --fail-on, 2 wrong usage or unreadable input.`;

/** `gwql schema diff-crds`, as a command of `gwql schema`. */
export function addSchemaDiffCrds(schema: Command, { io, done }: SchemaDiffCrdsCommand): void {
  const command = schema
    .command('diff-crds')
    .description('Say what an upgrade of CRDs changes for clients of a schema that is generated from them.')
    .argument('<older>', 'the CRDs before the upgrade')
    .argument('<newer>', 'the CRDs after it')
    .addHelpText('after', HELP);
  addOptions(command, 'Options:', SCHEMA_DIFF_CRDS_OPTIONS);
  command.action(async (older: string, newer: string, given) => {
    const config = readSchemaDiffCrdsConfig({ older, newer }, given, io.env);
    const { runSchemaDiffCrds } = await import('./run-schema-diff-crds.ts');
    done(await runSchemaDiffCrds({ config, io }));
  });
}
