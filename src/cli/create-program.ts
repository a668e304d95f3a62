import { Command, Option } from 'commander';
import { LIMIT_OPTIONS } from '../config/limit-options.ts';
import { LOG_OPTIONS } from '../config/log-options.ts';
import { readQueryConfig } from '../config/query-config.ts';
import { QUERY_TEXT_OPTIONS } from '../config/query-options.ts';
import { readServeConfig } from '../config/serve-config.ts';
import { SERVE_LIMIT_OPTIONS, SERVE_SOURCE_OPTIONS, SERVER_OPTIONS } from '../config/serve-options.ts';
import { SOURCE_OPTIONS } from '../config/source-options.ts';
import { addOptions, collect } from './add-options.ts';
import { addCheck } from './check/add-check.ts';
import type { CliActions } from './cli-actions.ts';
import type { CliIo } from './cli-io.ts';
import { addGraph } from './graph/add-graph.ts';
import { HELP } from './help-texts.ts';
import { addRoutingTest } from './routing-test/add-routing-test.ts';
import { runQuery } from './run-query.ts';
import { addSchemaCheck } from './schema-check/add-schema-check.ts';
import { generateSchema, printSchema } from './schema-commands.ts';
import { addSchemaDiffCrds } from './schema-diff-crds/add-schema-diff-crds.ts';
import { addSimulate } from './simulate/add-simulate.ts';

export interface ProgramOptions {
  readonly version: string;
  readonly io: CliIo;
  readonly actions: CliActions;
  /** Receives the exit code of the command that ran. */
  readonly done: (exitCode: number) => void;
}

/** The whole command line, as commander understands it. */
export function createProgram(options: ProgramOptions): Command {
  const { stdout, stderr } = options.io;
  const program = new Command('gwql')
    .description('GraphQL for Kubernetes Gateway API: does this reference resolve, and if not, why.')
    .version(options.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .exitOverride()
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('Add --help to see what there is.')
    .addHelpText('after', HELP.program);
  addServe(program, options);
  addQuery(program, options);
  addSimulate(program, options);
  addRoutingTest(program, options);
  addCheck(program, options);
  addGraph(program, options);
  addSchema(program, options);
  return program;
}

function addServe(program: Command, { io, actions, done }: ProgramOptions): void {
  const command = program
    .command('serve')
    .description('Serve GraphQL over HTTP, with a page to try queries on.')
    .addHelpText('after', HELP.serve);
  addOptions(command, 'Where objects come from:', SERVE_SOURCE_OPTIONS);
  addOptions(command, 'Server:', SERVER_OPTIONS);
  addOptions(command, 'Limits:', SERVE_LIMIT_OPTIONS);
  addOptions(command, 'Log:', LOG_OPTIONS);
  command.action(async (given) => done(await actions.serve(readServeConfig(given, io.env))));
}

function addQuery(program: Command, { io, actions, done }: ProgramOptions): void {
  const command = program
    .command('query')
    .description('Answer one query and exit.')
    .argument('[query]', 'the query, or - to read it from standard input')
    .addHelpText('after', HELP.query);
  addOptions(command, 'Query:', QUERY_TEXT_OPTIONS);
  addOptions(command, 'Where objects come from:', SOURCE_OPTIONS);
  addOptions(command, 'Limits:', LIMIT_OPTIONS);
  command.action(async (argument: string | undefined, given) => {
    done(await runQuery({ config: readQueryConfig(argument, given, io.env), io, actions }));
  });
}

function addSchema(program: Command, { io, actions, done }: ProgramOptions): void {
  const schema = program
    .command('schema')
    .description('Print the schema, check it and documents against it, or generate it from CRDs.')
    .addHelpText('after', HELP.schema);

  const print = schema
    .command('print')
    .description('Print the served schema as SDL.')
    .addOption(new Option('--no-descriptions', 'leave out the texts of Kubernetes and the Gateway API'))
    .addHelpText('after', HELP.schemaPrint);
  addOptions(print, 'Options:', { crds: SOURCE_OPTIONS.crds });
  print.action(async (given) => done(await printSchema(given, { io, actions })));

  schema
    .command('generate')
    .description('Generate schema, tables and types from CRDs.')
    .requiredOption('--crds <path>', 'a file or folder with CRDs (may be repeated)', collect)
    .option('--standard <path>', 'the CRDs of the standard channel: what is not among them is @experimental')
    .option('--out <folder>', 'where to write to', '.')
    .addHelpText('after', HELP.schemaGenerate)
    .action(async (given) => done(await generateSchema(given, io)));

  addSchemaCheck(schema, { io, actions, done });
  addSchemaDiffCrds(schema, { io, done });
}
