import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDocuments } from '../../../../src/cli/schema-check/documents/find-documents.ts';
import { UsageError } from '../../../../src/cli/usage-error.ts';
import { putFiles } from '../../../support/put-files.ts';

const FILES = {
  'src/b.graphql': '',
  'src/deep/er/a.graphql': '',
  'src/c.gql': '',
  'src/d.ts': '',
  'src/[id].graphql': '',
  'src/node_modules/x/e.graphql': '',
  '.git/f.graphql': '',
};

async function failure(patterns: readonly string[], folder: string): Promise<unknown> {
  return findDocuments(patterns, folder).catch((error: unknown) => error);
}

test.each([
  ['src/**/*.graphql', ['src/[id].graphql', 'src/b.graphql', 'src/deep/er/a.graphql']],
  ['src/*.{graphql,gql}', ['src/[id].graphql', 'src/b.graphql', 'src/c.gql']],
  ['**/a.graphql', ['src/deep/er/a.graphql']],
  ['src/b.graphql', ['src/b.graphql']],
  ['./src/b.graphql', ['src/b.graphql']],
  ['src/[id].graphql', ['src/[id].graphql']],
  ['src/node_modules/**/*.graphql', ['src/node_modules/x/e.graphql']],
])('%s matches %j', async (pattern, files) => {
  expect(await findDocuments([pattern], await putFiles(FILES))).toEqual(files);
});

test('files that several patterns match are there once', async () => {
  const folder = await putFiles(FILES);
  expect(await findDocuments(['src/*.graphql', '**/b.graphql', 'src/c.gql'], folder)).toEqual([
    'src/[id].graphql',
    'src/b.graphql',
    'src/c.gql',
  ]);
});

test('a pattern with the whole path gives whole paths', async () => {
  const folder = await putFiles(FILES);
  expect(await findDocuments([`${folder}/src/*.gql`], '.')).toEqual([join(folder, 'src/c.gql')]);
});

describe('links', () => {
  test('to files are followed, circles of folders are not', async () => {
    const folder = await putFiles({ 'a/b.graphql': '' });
    await symlink(join(folder, 'a/b.graphql'), join(folder, 'a/c.graphql'));
    await symlink(folder, join(folder, 'a/round'));
    await symlink(join(folder, 'nowhere'), join(folder, 'a/broken.graphql'));
    expect(await findDocuments(['a/**/*.graphql'], folder)).toEqual(['a/b.graphql', 'a/c.graphql']);
  });
});

test('a pattern that nothing matches is an error that names it', async () => {
  const folder = await putFiles(FILES);
  expect(await failure(['src/*.gql', 'lib/**/*.graphql'], folder)).toEqual(
    new UsageError('lib/**/*.graphql: no such file, and no file matches'),
  );
  expect(await failure(['src/deep'], folder)).toBeInstanceOf(UsageError);
});

test('more files than anybody means are an error', async () => {
  const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`${index}.graphql`, '']));
  expect(await failure(['*.graphql'], await putFiles(many))).toEqual(
    new UsageError('*.graphql: more than 5000 files; name fewer'),
  );
});
