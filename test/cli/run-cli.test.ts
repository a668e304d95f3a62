import { expect, test } from 'vitest';
import { UsageError } from '../../src/cli/usage-error.ts';
import { KubeconfigError } from '../../src/cluster/live/kubeconfig-error.ts';
import { ManifestPathError } from '../../src/cluster/manifest/manifest-path-error.ts';
import { variableOf } from '../../src/config/option-row.ts';
import { QUERY_OPTIONS } from '../../src/config/query-options.ts';
import type { ServeConfig } from '../../src/config/serve-config.ts';
import { SERVE_OPTIONS } from '../../src/config/serve-options.ts';
import { cliRun } from '../support/cli-run.ts';
import { SECRET } from '../support/probe-schema.ts';

test.each([
  [],
  ['serve'],
  ['query'],
  ['schema'],
  ['schema', 'print'],
  ['schema', 'check'],
  ['schema', 'diff-crds'],
  ['schema', 'generate'],
])('the help of "gwql %s %s" is on standard output, has examples and exits with 0', async (...command) => {
  const { exitCode, stdout, stderr } = await cliRun([...command, '--help']);
  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^Usage: gwql/);
  expect(stdout).toMatch(new RegExp(`Examples:\n(.*\n)* +(.* )?gwql ${command.join(' ')}`));
});

test.each([
  ['serve', SERVE_OPTIONS],
  ['query', QUERY_OPTIONS],
])('the help of %s names every option with its variable', async (command, options) => {
  const { stdout } = await cliRun([command, '--help']);
  for (const row of Object.values(options)) {
    expect(stdout).toContain(`--${row.name}`);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`$${variableOf(row)}`);
  }
});

test('gwql without a command shows what there is, and exits with 2', async () => {
  const { exitCode, stdout, stderr } = await cliRun([]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('Commands:');
});

test('the version is that of the package', async () => {
  expect(await cliRun(['--version'])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' });
});

test.each([
  [['serve', '--prot', '80'], '--prot'],
  [['serve', 'extra'], 'too many arguments'],
  [['sevre'], 'sevre'],
  [['serve', '--port'], '--port'],
  [['query', 'a', 'b'], 'too many arguments'],
  [['schema', 'generate'], '--crds'],
  [['schema', 'destroy'], 'destroy'],
])('wrong usage exits with 2 and says what is wrong: %j', async (argv, message) => {
  const { exitCode, stdout, stderr } = await cliRun(argv);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
});

test('options reach the server, repeated ones in order', async () => {
  let seen: ServeConfig | undefined;
  const serve = async (config: ServeConfig) => {
    seen = config;
    return 0;
  };
  const argv = [
    'serve',
    '--manifests',
    'a',
    '--manifests',
    'b',
    '--watch',
    '--max-depth',
    '7',
    '--port',
    '0',
  ];
  const { exitCode } = await cliRun(argv, {
    actions: { serve },
    env: { GWQL_PORT: '1234', GWQL_HOST: '::1' },
  });
  expect(exitCode).toBe(0);
  expect(seen).toMatchObject({
    source: { manifests: ['a', 'b'] },
    watch: true,
    limits: { maxDepth: 7 },
    port: 0,
    host: '::1',
  });
});

test('the exit code of the server is that of the program', async () => {
  expect((await cliRun(['serve'], { actions: { serve: async () => 1 } })).exitCode).toBe(1);
});

test('every wrong option is named at once', async () => {
  const { exitCode, stderr } = await cliRun(['serve', '--port', 'x', '--max-depth', '0']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('gwql: --port is "x"');
  expect(stderr).toContain('gwql: --max-depth is "0"');
});

test.each([
  new UsageError('port 80 is in use'),
  new ManifestPathError('deploy/', 'there is no such file or folder'),
  new KubeconfigError('there is no context prod'),
])('an error for users is its message, with exit code 2: %s', async (error) => {
  const serve = async () => {
    throw error;
  };
  const { exitCode, stderr } = await cliRun(['serve'], { actions: { serve } });
  expect(exitCode).toBe(2);
  expect(stderr).toBe(`gwql: ${error.message}\n`);
});

test('an unexpected error shows where it happened and not what it says', async () => {
  const serve = async () => {
    throw new TypeError(SECRET);
  };
  const { exitCode, stderr } = await cliRun(['serve'], { actions: { serve } });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('TypeError');
  expect(stderr).toContain('run-cli.test.ts');
  expect(stderr).not.toContain(SECRET);
});

test('the schema is printed as it is, with or without foreign texts', async () => {
  const seen: unknown[] = [];
  const printSchema = async (options: unknown) => {
    seen.push(options);
    return 'type Query { ok: Boolean }\n';
  };
  const plain = await cliRun(['schema', 'print'], { actions: { printSchema } });
  expect(plain).toEqual({ exitCode: 0, stdout: 'type Query { ok: Boolean }\n', stderr: '' });
  await cliRun(['schema', 'print', '--no-descriptions', '--crds', 'a', '--crds', 'b'], {
    actions: { printSchema },
  });
  await cliRun(['schema', 'print'], { actions: { printSchema }, env: { GWQL_CRDS: 'c' } });
  expect(seen).toEqual([
    { crds: [], descriptions: true },
    { crds: ['a', 'b'], descriptions: false },
    { crds: ['c'], descriptions: true },
  ]);
});

test('CRDs that are not there exit with 2', async () => {
  const { exitCode, stderr } = await cliRun(['schema', 'generate', '--crds', 'no/such/folder']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('no/such/folder');
});
