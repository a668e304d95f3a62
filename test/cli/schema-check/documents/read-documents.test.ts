import { expect, test } from 'vitest';
import { readDocuments } from '../../../../src/cli/schema-check/documents/read-documents.ts';
import { UsageError } from '../../../../src/cli/usage-error.ts';
import { putFiles } from '../../../support/put-files.ts';

const MIB = 1024 * 1024;

test('texts are read in order, without their byte order marks', async () => {
  const folder = await putFiles({ 'a.graphql': '{ a }', 'b.graphql': '\uFEFF{ b }' });
  expect(await readDocuments(['b.graphql', 'a.graphql'], folder)).toEqual([
    { file: 'b.graphql', text: '{ b }' },
    { file: 'a.graphql', text: '{ a }' },
  ]);
});

test('a file that is no document by its size is refused', async () => {
  const folder = await putFiles({ 'a.graphql': ' '.repeat(MIB + 1) });
  await expect(readDocuments(['a.graphql'], folder)).rejects.toEqual(
    new UsageError('a.graphql: larger than 1 MiB, which no document is'),
  );
});

test('files that are too much together are refused', async () => {
  const folder = await putFiles({ 'a.graphql': ' '.repeat(MIB) });
  const files = Array.from({ length: 65 }, () => 'a.graphql');
  await expect(readDocuments(files, folder)).rejects.toThrow('larger than 64 MiB together');
});

test('a file that is gone meanwhile is an error that names it', async () => {
  await expect(readDocuments(['a.graphql'], await putFiles({}))).rejects.toEqual(
    new UsageError('a.graphql: cannot be read (ENOENT)'),
  );
});
