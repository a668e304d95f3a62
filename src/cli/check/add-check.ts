import type { Command } from 'commander';
import { addOptions } from '../add-options.ts';
import type { CliIo } from '../cli-io.ts';
import { readCheckConfig } from './check-config.ts';
import { AGAINST_OPTIONS, CHECK_OPTIONS, CHECK_REPORT_OPTIONS } from './check-options.ts';

export interface CheckCommand {
  readonly io: CliIo;
  readonly version: string;
  /** Receives the exit code of the command. */
  readonly done: (exitCode: number) => void;
}

const HELP = `
Paths are files, folders (all .yaml, .yml and .json in and below them) and - for standard input. The files are taken as
a part of a cluster: what they refer to may be elsewhere, and is a note; --complete takes them as all of it.

Examples:
  gwql check deploy/
  gwql check deploy/ --complete --fail-on warning
  kustomize build overlays/prod | gwql check - --assume GatewayClass/public --assume 'Secret/infra/*'
  helm template shop | gwql check - --format github --report sarif=gwql.sarif
  gwql check deploy/ --crds crds/
  gwql check deploy/ --against-cluster --context prod
  gwql check deploy/ --baseline gwql-baseline.json --write-baseline

Options can stand in .gwqlrc.yaml too, below the key check; docs/check.md has all of it.

Exit codes: 0 fine, 1 something as bad as --fail-on, 2 wrong usage or unreadable input.`;

/** `gwql check`, as a command of the program. */
export function addCheck(program: Command, { io, version, done }: CheckCommand): void {
  const command = program
    .command('check')
    .description('Find what is wrong with manifests, for CI.')
    .argument('[paths...]', 'files, folders, or - for standard input')
    .addHelpText('after', HELP);
  addOptions(command, 'What is looked for:', CHECK_OPTIONS);
  addOptions(command, 'A live cluster:', AGAINST_OPTIONS);
  addOptions(command, 'Reports:', CHECK_REPORT_OPTIONS);
  command.action(async (paths: readonly string[], given) => {
    const { checkSettings } = await import('./check-settings.ts');
    const file = await checkSettings(given, { env: io.env, folder: '.' });
    const config = readCheckConfig(paths, given, { env: io.env, file });
    const { runCheck } = await import('./run-check.ts');
    done(await runCheck({ config, io, version }));
  });
}
