import type { Command } from 'commander';
import { addOptions } from '../add-options.ts';
import type { CliActions } from '../cli-actions.ts';
import type { CliIo } from '../cli-io.ts';
import { readSchemaCheckConfig } from './schema-check-config.ts';
import { SCHEMA_CHECK_LIMIT_OPTIONS, SCHEMA_CHECK_OPTIONS } from './schema-check-options.ts';

export interface SchemaCheckCommand {
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'printSchema'>;
  /** Receives the exit code of the command. */
  readonly done: (exitCode: number) => void;
}

const HELP = `
The older schema is a file (SDL, or the JSON answer to an introspection query), the URL of a running server, or a git
revision, which means schema/schema.graphql there unless a path follows: v1.2.0, origin/main:contract/gwql.graphql.

Examples:
  gwql schema check contract/gwql.graphql
  gwql schema check https://gwql.example.com/graphql --header "Authorization: Bearer $TOKEN"
  gwql schema check origin/main --fail-on dangerous --format github
  gwql schema check --documents 'src/**/*.graphql'

Exit codes: 0 fine, 1 something as bad as --fail-on, 2 wrong usage or unreadable input.`;

/** `gwql schema check`, as a command of `gwql schema`. */
export function addSchemaCheck(schema: Command, { io, actions, done }: SchemaCheckCommand): void {
  const command = schema
    .command('check')
    .description('Say what the schema changes for clients of an older one, and whether documents fit it.')
    .argument('[older]', 'the older schema: a file, a URL or a git revision')
    .addHelpText('after', HELP);
  addOptions(command, 'Options:', SCHEMA_CHECK_OPTIONS);
  addOptions(command, 'Limits:', SCHEMA_CHECK_LIMIT_OPTIONS);
  command.action(async (older: string | undefined, given) => {
    const config = readSchemaCheckConfig(older, given, io.env);
    const { runSchemaCheck } = await import('./run-schema-check.ts');
    done(await runSchemaCheck({ config, io, actions }));
  });
}
