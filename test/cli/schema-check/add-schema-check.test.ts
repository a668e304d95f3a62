import { PassThrough, Readable } from 'node:stream';
import { Command } from 'commander';
import { expect, test } from 'vitest';
import type { CliIo } from '../../../src/cli/cli-io.ts';
import { addSchemaCheck } from '../../../src/cli/schema-check/add-schema-check.ts';
import {
  SCHEMA_CHECK_LIMIT_OPTIONS,
  SCHEMA_CHECK_OPTIONS,
} from '../../../src/cli/schema-check/schema-check-options.ts';
import { addSchemaDiffCrds } from '../../../src/cli/schema-diff-crds/add-schema-diff-crds.ts';
import { SCHEMA_DIFF_CRDS_OPTIONS } from '../../../src/cli/schema-diff-crds/schema-diff-crds-options.ts';
import { variableOf } from '../../../src/config/option-row.ts';
import { putFiles } from '../../support/put-files.ts';

async function run(...argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const io: CliIo = { env: {}, stdin: Readable.from(['']), stdout, stderr };
  const exitCodes: number[] = [];
  const crds: (readonly string[])[] = [];
  const command = new Command('schema').exitOverride().configureOutput({
    writeOut: (text) => stdout.write(text),
    writeErr: (text) => stderr.write(text),
  });
  const done = (code: number) => void exitCodes.push(code);
  const printSchema = async (options: { readonly crds: readonly string[] }) => {
    crds.push(options.crds);
    return 'type Query { a: Int }';
  };
  addSchemaCheck(command, { io, actions: { printSchema }, done });
  addSchemaDiffCrds(command, { io, done });
  const error: unknown = await command.parseAsync([...argv], { from: 'user' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { exitCodes, crds, error, stdout: String(stdout.read() ?? '') };
}

test('the older schema is the argument, options follow', async () => {
  const folder = await putFiles({
    'old.graphql': 'type Query { a: Int b: Int }',
    'a.graphql': '{ a }',
    'b.gql': '{ a }',
  });
  const options = [
    '--documents',
    `${folder}/*.graphql`,
    '--documents',
    `${folder}/*.gql`,
    '--format',
    'json',
  ];
  const { exitCodes, crds, stdout } = await run(
    'check',
    `${folder}/old.graphql`,
    ...options,
    '--crds',
    'x',
    '--crds',
    'y',
  );
  expect(exitCodes).toEqual([1]);
  expect(crds).toEqual([['x', 'y']]);
  expect(JSON.parse(stdout)).toMatchObject({ schema: { breaking: 1 }, documents: { operations: [{}, {}] } });
});

test('documents alone need no older schema', async () => {
  const folder = await putFiles({ 'a.graphql': '{ a }' });
  expect((await run('check', '--documents', `${folder}/*`)).exitCodes).toEqual([0]);
});

test.each([
  [['check'], 'There is nothing to check'],
  [['check', 'a', 'b'], 'too many arguments'],
  [['check', 'v1', '--format', 'xml'], '--format'],
  [['diff-crds', 'a'], "missing required argument 'newer'"],
  [['diff-crds', 'a', 'b', '--fail-on', 'x'], '--fail-on'],
])('%j is wrong usage', async (argv, message) => {
  const { error, exitCodes } = await run(...argv);
  expect(String(error)).toContain(message);
  expect(exitCodes).toEqual([]);
});

test.each([
  ['check', { ...SCHEMA_CHECK_OPTIONS, ...SCHEMA_CHECK_LIMIT_OPTIONS }],
  ['diff-crds', SCHEMA_DIFF_CRDS_OPTIONS],
])('the help of %s has examples, and every option with its variable', async (name, options) => {
  const { stdout } = await run(name, '--help');
  const text = stdout.replace(/\s+/g, ' ');
  expect(text).toContain(`Examples: gwql schema ${name} `);
  for (const row of Object.values(options)) {
    expect(text).toContain(`--${row.name} `);
    expect(text).toContain(`$${variableOf(row)}`);
  }
});
