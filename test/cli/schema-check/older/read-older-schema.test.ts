import { execFileSync } from 'node:child_process';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { readOlderSchema } from '../../../../src/cli/schema-check/older/read-older-schema.ts';
import { UsageError } from '../../../../src/cli/usage-error.ts';
import { putFiles } from '../../../support/put-files.ts';

const OLD = 'type Query {\n  old: Int\n}';

/** The tests have no author, and read no settings of whoever runs them. */
const GIT_ENV = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', args, { cwd: folder, env: GIT_ENV, stdio: 'ignore' });
}

/** A repository with one commit, tagged v1, whose files are gone from the work tree. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await putFiles(files);
  git(folder, 'init', '-b', 'main');
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'all');
  git(folder, 'tag', 'v1');
  for (const file of Object.keys(files)) await rm(join(folder, file));
  return folder;
}

function read(target: string, folder: string, env: Readonly<Record<string, string | undefined>> = GIT_ENV) {
  return readOlderSchema({ target, folder, headers: [], timeoutMs: 10_000, env });
}

async function failure(
  target: string,
  folder: string,
  env?: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const error: unknown = await read(target, folder, env).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(UsageError);
  return String(error);
}

describe('a file', () => {
  test('with SDL keeps its positions', async () => {
    const folder = await putFiles({ 'old.graphql': OLD });
    const { schema, ...rest } = await read('old.graphql', folder);
    expect(printSchema(schema)).toBe(OLD);
    expect(rest).toEqual({ label: 'old.graphql', file: 'old.graphql', hasDirectives: true });
  });

  test('goes before a revision with its name', async () => {
    const folder = await repository({ 'schema/schema.graphql': 'type Query { committed: Int }' });
    await writeFile(join(folder, 'main'), OLD);
    expect(printSchema((await read('main', folder)).schema)).toBe(OLD);
  });

  test('that is missing is said to be, and taken for no revision', async () => {
    expect(await failure('old.graphql', await putFiles({}))).toContain('old.graphql: no such file');
  });

  test('that is a folder is refused', async () => {
    expect(await failure('a', await putFiles({ 'a/b.graphql': OLD }))).toContain('a: is a folder');
  });

  test('that is too large is not read', async () => {
    const folder = await putFiles({ 'old.graphql': ' '.repeat(16 * 1024 * 1024 + 1) });
    expect(await failure('old.graphql', folder)).toContain('larger than 16 MiB');
  });
});

describe('a git revision', () => {
  test.each(['v1', 'main', 'HEAD'])('%s means the printed schema there', async (revision) => {
    const folder = await repository({ 'schema/schema.graphql': OLD });
    const { schema, ...rest } = await read(revision, folder);
    expect(printSchema(schema)).toBe(OLD);
    expect(rest).toEqual({ label: `${revision}:schema/schema.graphql`, hasDirectives: true });
  });

  test('with a path means that file', async () => {
    const folder = await repository({ 'contract/gwql.graphql': OLD });
    const { schema, label } = await read('v1:contract/gwql.graphql', folder);
    expect(printSchema(schema)).toBe(OLD);
    expect(label).toBe('v1:contract/gwql.graphql');
  });

  test('that nobody knows is said to be neither', async () => {
    const folder = await repository({ a: '' });
    expect(await failure('v2', folder)).toMatch(/v2: no such file, and no such git revision: .*'v2'/);
    expect(await failure('v1', folder)).toMatch(/v1: .*schema\/schema\.graphql/);
  });

  test('outside of a repository is told so', async () => {
    const folder = await putFiles({});
    const env = { ...GIT_ENV, GIT_CEILING_DIRECTORIES: join(folder, '..') };
    expect(await failure('v1', folder, env)).toContain('not a git repository');
  });

  test('without git is told so', async () => {
    expect(await failure('v1', await putFiles({}), { PATH: '' })).toContain('is not installed');
  });

  test('that git does not come back with is given up', async () => {
    const folder = await putFiles({ 'bin/git': '#!/bin/sh\nexec sleep 60\n' });
    await chmod(join(folder, 'bin/git'), 0o755);
    const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH']}` };
    const answer = readOlderSchema({ target: 'v1', folder, headers: [], timeoutMs: 200, env });
    await expect(answer).rejects.toThrow('v1: git did not answer within 0.2 s');
  });

  test.each(['$(touch pwned)', 'v1; touch pwned', '`touch pwned`', 'a b'])(
    '%j reaches no shell',
    async (revision) => {
      const folder = await repository({ 'schema/schema.graphql': OLD });
      expect(await failure(revision, folder)).toContain('no such git revision');
      expect(execFileSync('ls', { cwd: folder, encoding: 'utf8' })).toBe('schema\n');
    },
  );

  test.each(['--output=pwned', '-p'])('%j is no option of git', async (revision) => {
    expect(await failure(revision, await repository({ a: '' }))).toContain('cannot begin with "-"');
  });

  test('whose schema is none is told so', async () => {
    const folder = await repository({ 'schema/schema.graphql': 'type Query {' });
    expect(await failure('v1', folder)).toContain('v1:schema/schema.graphql:1:13: no schema');
  });
});
