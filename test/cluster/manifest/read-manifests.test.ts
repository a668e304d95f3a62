import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ManifestPathError } from '../../../src/cluster/manifest/manifest-path-error.ts';
import { formatProblem } from '../../../src/cluster/manifest/manifest-problem.ts';
import { readManifests } from '../../../src/cluster/manifest/read-manifests.ts';
import { readStreamText } from '../../../src/cluster/manifest/read-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`;
}

async function folderWith(files: { readonly [path: string]: string | Uint8Array }): Promise<string> {
  const folder = await temporaryFolder();
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

async function read(folder: string, paths: readonly string[] = ['']) {
  const { objects, problems } = await readManifests({ paths: paths.map((path) => join(folder, path)) });
  const places = objects.map(({ object, source }) => [
    object.metadata.name,
    relative(folder, source.document.file.name),
  ]);
  return {
    places,
    problems: problems.map((problem) => formatProblem({ ...problem, file: relative(folder, problem.file) })),
  };
}

describe('a folder', () => {
  test('is read with all below it, in the order of bytes, and only manifests', async () => {
    const folder = await folderWith({
      'b.yaml': service('b'),
      'a/z.yml': service('a-z'),
      'a/B.json': '{"apiVersion": "v1", "kind": "Service", "metadata": {"name": "a-B"}}',
      'a-1.yaml': service('a-1'),
      'README.md': 'no manifest',
      'a/values.yaml.tpl': '{{ broken',
      '.git/config.yaml': 'broken: [',
      '..data/x.yaml': service('hidden'),
      '.hidden.yaml': service('hidden'),
    });
    expect(await read(folder)).toStrictEqual({
      places: [
        ['a-1', 'a-1.yaml'],
        ['a-B', 'a/B.json'],
        ['a-z', 'a/z.yml'],
        ['b', 'b.yaml'],
      ],
      problems: [],
    });
  });

  test('with links in a circle is read once', async () => {
    const folder = await folderWith({ 'a/b.yaml': service('b') });
    await symlink('..', join(folder, 'a/up'));
    await symlink('b.yaml', join(folder, 'a/c.yaml'));
    expect(await read(folder)).toStrictEqual({ places: [['b', 'a/b.yaml']], problems: [] });
  });

  test('as Kubernetes mounts a ConfigMap is read once', async () => {
    const folder = await folderWith({ '..2026/a.yaml': service('a') });
    await symlink('..2026', join(folder, '..data'));
    await symlink('..data/a.yaml', join(folder, 'a.yaml'));
    expect(await read(folder)).toStrictEqual({ places: [['a', 'a.yaml']], problems: [] });
  });

  test('with entries that cannot be read serves the others', async () => {
    const folder = await folderWith({
      'a.yaml': service('a'),
      'b.yaml': new Uint8Array([0, 1, 2]),
      'c.yaml': new Uint8Array([0xc3, 0x28]),
    });
    await symlink('nowhere', join(folder, 'd.yaml'));
    const { places, problems } = await read(folder);
    expect(places).toStrictEqual([['a', 'a.yaml']]);
    expect([...problems].sort()).toStrictEqual([
      'b.yaml:1:1: cannot be read: it is a binary file',
      'c.yaml:1:1: cannot be read: it is not UTF-8 text',
      'd.yaml:1:1: cannot be read: there is no such file or folder',
    ]);
  });
});

test('a file that is named is read whatever its name; paths keep their order', async () => {
  const folder = await folderWith({ 'z.txt': service('z'), '.a': service('a') });
  expect((await read(folder, ['z.txt', '.a'])).places).toStrictEqual([
    ['z', 'z.txt'],
    ['a', '.a'],
  ]);
});

test('a file that several paths lead to is read once', async () => {
  const folder = await folderWith({ 'a.yaml': service('a'), 'b/c.yaml': service('c') });
  expect((await read(folder, ['b/c.yaml', '', 'b', 'a.yaml'])).places).toStrictEqual([
    ['c', 'b/c.yaml'],
    ['a', 'a.yaml'],
  ]);
});

test('a byte order mark is no part of the text', async () => {
  const folder = await folderWith({ 'a.yaml': `\uFEFF${service('a')}` });
  expect((await read(folder)).places).toStrictEqual([['a', 'a.yaml']]);
});

test('a path that cannot be read is an error of its own', async () => {
  const folder = await temporaryFolder();
  const path = join(folder, 'missing');
  const error = await readManifests({ paths: [folder, path] }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ManifestPathError);
  expect(error).toMatchObject({ path, message: `cannot read ${path}: there is no such file or folder` });
});

describe('standard input', () => {
  test('is read as `-`', async () => {
    const bytes = Buffer.from(service('ä'));
    const insideOfLetter = bytes.length - 2;
    const chunks = [bytes.subarray(0, insideOfLetter), bytes.subarray(insideOfLetter)];
    const stdin = await readStreamText(Readable.from(chunks));
    const { objects } = await readManifests({ paths: ['-'], stdin });
    expect(
      objects.map(({ object, source }) => [object.metadata.name, source.document.file.name]),
    ).toStrictEqual([['ä', 'stdin']]);
  });

  test('that nobody gave is an error', async () => {
    await expect(readManifests({ paths: ['-'] })).rejects.toThrow(
      'cannot read -: there is no standard input',
    );
  });

  test('of texts instead of bytes is fine', async () => {
    expect(await readStreamText(Readable.from(['a: ', 'b']))).toStrictEqual({ text: 'a: b' });
  });

  test('is cut off where it never ends', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    async function* endless() {
      for (;;) yield megabyte;
    }
    expect(await readStreamText(endless())).toStrictEqual({ problem: 'it is larger than 64 MiB' });
  });
});
