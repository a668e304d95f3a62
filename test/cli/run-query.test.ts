import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CliActions } from '../../src/cli/cli-actions.ts';
import { cliRun } from '../support/cli-run.ts';
import { probeSchema, SECRET } from '../support/probe-schema.ts';
import { probeScope } from '../support/probe-scope.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gwql-query-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('standard output is the answer as one line of JSON', async () => {
  expect(await cliRun(['query', '{ item { id } }'])).toEqual({
    exitCode: 0,
    stdout: '{"data":{"item":{"id":"1"}}}\n',
    stderr: '',
  });
});

test('on a terminal the answer is indented', async () => {
  const { stdout } = await cliRun(['query', '{ item { id } }'], { tty: true });
  expect(stdout).toBe('{\n  "data": {\n    "item": {\n      "id": "1"\n    }\n  }\n}\n');
});

test('an answer with errors is printed all the same, and exits with 1', async () => {
  const { exitCode, stdout } = await cliRun(['query', '{ item { id } coded }']);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    data: { item: { id: '1' }, coded: null },
    errors: [{ extensions: { code: 'FORBIDDEN' } }],
  });
});

test('text that is no GraphQL is an answer with errors', async () => {
  const { exitCode, stdout } = await cliRun(['query', '{ item']);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] });
});

test('warnings go to standard error', async () => {
  const openQuery: CliActions['openQuery'] = async () => ({
    schema: probeSchema(),
    context: probeScope(),
    warnings: ['deploy/a.yaml:3:1: metadata.name is missing'],
    close: async () => {},
  });
  const { stdout, stderr } = await cliRun(['query', '{ item { id } }'], { actions: { openQuery } });
  expect(JSON.parse(stdout)).toEqual({ data: { item: { id: '1' } } });
  expect(stderr).toBe('gwql: deploy/a.yaml:3:1: metadata.name is missing\n');
});

test('so do warnings that only come up while the query is answered, each once', async () => {
  const warnings = ['first'];
  const scope = probeScope();
  const openQuery: CliActions['openQuery'] = async () => ({
    schema: probeSchema(),
    context: {
      ...scope,
      reports: () => {
        warnings.push('no credentials from the kubeconfig');
        return scope.reports();
      },
    },
    warnings,
    close: async () => {},
  });
  const { stderr } = await cliRun(['query', '{ item { id } }'], { actions: { openQuery } });
  expect(stderr).toBe('gwql: first\ngwql: no credentials from the kubeconfig\n');
});

test('a bug is masked in the answer, and its place is on standard error under the same id', async () => {
  const { exitCode, stdout, stderr } = await cliRun(['query', '{ brokenLater }']);
  expect(exitCode).toBe(1);
  const { id } = JSON.parse(stdout).errors[0].extensions;
  expect(stderr).toContain(`internal error ${id}: TypeError in field brokenLater`);
  expect(stdout + stderr).not.toContain(SECRET);
});

test('the query is read from a file', async () => {
  const file = join(folder, 'q.graphql');
  await writeFile(file, 'query Q($n: Int!) { items(count: $n) { id } }');
  const { stdout } = await cliRun(['query', '-f', file, '--variables', '{"n": 2}']);
  expect(JSON.parse(stdout)).toEqual({ data: { items: [{ id: '0' }, { id: '1' }] } });
});

test.each([['-'], ['--file', '-']])('the query is read from standard input: %s %s', async (...argv) => {
  const { stdout } = await cliRun(['query', ...argv], { stdin: '{ item { id } }' });
  expect(JSON.parse(stdout)).toEqual({ data: { item: { id: '1' } } });
});

test('one of several operations is chosen by its name', async () => {
  const source = 'query A { item { id } } query B { item { name } }';
  const { stdout } = await cliRun(['query', source, '--operation', 'B']);
  expect(JSON.parse(stdout)).toEqual({ data: { item: { name: 'item 1' } } });
});

test.each([
  ['a file that is not there', ['query', '-f', 'no-such.graphql'], 'there is no such file'],
  ['a folder', ['query', '-f', '.'], 'it is a folder'],
  ['nothing on standard input', ['query', '-'], 'there is no query in standard input'],
  ['no query', ['query'], 'There is no query'],
  ['broken variables', ['query', '{ item { id } }', '--variables', '{'], '--variables'],
])('%s exits with 2 and leaves standard output empty', async (_what, argv, message) => {
  const { exitCode, stdout, stderr } = await cliRun(argv);
  expect(exitCode).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
});

test('limits hold where they are asked for', async () => {
  const { exitCode, stdout } = await cliRun([
    'query',
    '{ items(count: 100) { id name } }',
    '--max-nodes',
    '20',
  ]);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
  });
  const deep = `{ item ${'{ child '.repeat(30)} { id } ${'}'.repeat(30)} }`;
  expect((await cliRun(['query', deep])).exitCode).toBe(0);
  expect((await cliRun(['query', deep, '--max-depth', '24'])).exitCode).toBe(1);
  const slow = await cliRun(['query', '{ forever }', '--query-timeout', '20ms']);
  expect(JSON.parse(slow.stdout)).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
});

test('the page size reaches whoever opens the query', async () => {
  const openQuery = vi.fn<CliActions['openQuery']>(async () => ({
    schema: probeSchema(),
    context: probeScope(),
    warnings: [],
    close: async () => {},
  }));
  await cliRun(['query', '{ item { id } }', '--max-page-size', '7'], { actions: { openQuery } });
  await cliRun(['query', '{ item { id } }'], { actions: { openQuery } });
  expect(openQuery.mock.calls.map(([, execution]) => execution)).toEqual([
    { budget: undefined, pageSize: 7 },
    { budget: undefined, pageSize: undefined },
  ]);
});

test('what was opened is closed, also when the answer has errors', async () => {
  const close = vi.fn(async () => {});
  const openQuery: CliActions['openQuery'] = async () => ({
    schema: probeSchema(),
    context: probeScope(),
    warnings: [],
    close,
  });
  await cliRun(['query', '{ nothing }'], { actions: { openQuery } });
  expect(close).toHaveBeenCalledOnce();
});

test('where nothing should be and something is, the exit code is 1', async () => {
  const argv = ['query', '{ item { id } }', '--fail-if-nonempty', '.data.item.id'];
  expect(await cliRun(argv)).toEqual({
    exitCode: 1,
    stdout: '{"data":{"item":{"id":"1"}}}\n',
    stderr: 'gwql: .data.item.id is not empty\n',
  });
});

test('a path that is not in the answer is wrong usage, after the answer', async () => {
  const argv = ['query', '{ item { id } }', '--fail-if-nonempty', '.data.items'];
  expect(await cliRun(argv)).toEqual({
    exitCode: 2,
    stdout: '{"data":{"item":{"id":"1"}}}\n',
    stderr: 'gwql: .data.items is not in the answer: .data has item\n',
  });
});

test('what is no path is wrong usage', async () => {
  const { exitCode, stdout, stderr } = await cliRun([
    'query',
    '{ item { id } }',
    '--fail-if-nonempty',
    'data',
  ]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('--fail-if-nonempty is "data", but must be a path such as .data.findings.nodes');
});
