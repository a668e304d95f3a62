import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  connectManifests,
  type ManifestCluster,
  type ManifestOptions,
} from '../../src/cluster/connect-manifests.ts';
import { formatProblem } from '../../src/cluster/manifest/manifest-problem.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SERVICE = { group: '', kind: 'Service' };

function service(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n`;
}

async function connected(options: Omit<ManifestOptions, 'name'>): Promise<ManifestCluster> {
  const cluster = await connectManifests({ name: 'test', freeze: true, ...options });
  onTestFinished(() => cluster.close());
  return cluster;
}

async function names(cluster: ManifestCluster): Promise<readonly string[]> {
  const listed = await cluster.openReader({ credentials: {} }).list(SERVICE, {});
  return listed.state === 'listed' ? listed.objects.map(({ metadata }) => metadata.name) : [listed.state];
}

test('manifests are a cluster', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.yaml'), `${service('a')}---\nbroken: [\n`);
  const heard: string[] = [];
  const cluster = await connected({
    paths: [folder],
    onProblems: (problems) => heard.push(...problems.map(formatProblem)),
  });
  expect(cluster).toMatchObject({ name: 'test', source: 'MANIFESTS' });
  expect(await cluster.readiness()).toStrictEqual({ ready: true });
  expect(await names(cluster)).toStrictEqual(['a']);
  expect(cluster.crds()).toStrictEqual([]);
  expect(heard).toStrictEqual(cluster.problems().map(formatProblem));
  expect(heard).toStrictEqual([
    expect.stringContaining(`${join(folder, 'a.yaml')}:7:1: not YAML: the indentation`),
  ]);
});

test('every answer of a reader is a value', async () => {
  const reader = (await connected({ paths: ['-'], stdin: Readable.from([service('a')]) })).openReader({
    credentials: {},
  });
  expect(reader.hasSynced()).toBe(true);
  const answers = [
    reader.getMany([]),
    reader.list(SERVICE, {}),
    reader.kind(SERVICE),
    reader.resources(),
    reader.versions(),
  ];
  expect(answers.filter((answer) => answer instanceof Promise)).toStrictEqual([]);
});

test('objects are frozen where that is asked for, and only there', async () => {
  for (const freeze of [true, false]) {
    const cluster = await connected({ paths: ['-'], stdin: Readable.from([service('a')]), freeze });
    const [lookup] = await cluster
      .openReader({ credentials: {} })
      .getMany([{ ...SERVICE, namespace: 'default', name: 'a' }]);
    const object = lookup?.state === 'found' ? lookup.object : undefined;
    expect([object, object?.metadata].map((part) => Object.isFrozen(part))).toStrictEqual([freeze, freeze]);
  }
});

test('a path that is missing is an error that names it', async () => {
  const path = join(await temporaryFolder(), 'missing');
  await expect(connectManifests({ name: 'test', paths: [path], watch: true })).rejects.toMatchObject({
    name: 'ManifestPathError',
    path,
  });
});

test('standard input that breaks is an error', async () => {
  const stdin = new Readable({ read: () => stdin.destroy(new Error('SENTINEL')) });
  await expect(connectManifests({ name: 'test', paths: ['-'], stdin })).rejects.toThrow(
    /^cannot read -: it cannot be read$/,
  );
});

describe('when a file changes', () => {
  const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

  async function watched(files: { readonly [path: string]: string }, paths: readonly string[] = ['']) {
    const folder = await temporaryFolder();
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const onReload = vi.fn();
    const cluster = await connected({
      paths: paths.map((path) => join(folder, path)),
      watch: true,
      onReload,
    });
    return { folder, cluster, onReload };
  }

  test('an edit, a new file and a deletion are picked up; a reader that is open keeps what it has', async () => {
    const { folder, cluster, onReload } = await watched({ 'a.yaml': service('a') });
    const before = cluster.openReader({ credentials: {} });
    await writeFile(join(folder, 'a.yaml'), service('a2'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['a2']));
    await writeFile(join(folder, 'b.yaml'), service('b'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['a2', 'b']));
    await rm(join(folder, 'a.yaml'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['b']));
    expect(await before.list(SERVICE, {})).toMatchObject({ objects: [{ metadata: { name: 'a' } }] });
    await eventually(async () => expect(onReload.mock.calls.length).toBeGreaterThanOrEqual(3));
  });

  test('an editor that writes another file and renames it is understood, again and again', async () => {
    for (const path of ['', 'a.yaml']) {
      const { folder, cluster } = await watched({ 'a.yaml': service('a') }, [path]);
      for (const name of ['b', 'c', 'd']) {
        await writeFile(join(folder, 'a.yaml~'), service(name));
        await rename(join(folder, 'a.yaml~'), join(folder, 'a.yaml'));
        await eventually(async () => expect(await names(cluster)).toStrictEqual([name]));
      }
    }
  });

  test('folders that come, fill up and move are watched', async () => {
    const { folder, cluster } = await watched({ 'a.yaml': service('a') });
    await mkdir(join(folder, 'x/y'), { recursive: true });
    await writeFile(join(folder, 'x/y/b.yaml'), service('b'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['a', 'b']));
    await writeFile(join(folder, 'x/y/b.yaml'), service('c'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['a', 'c']));
    await rename(join(folder, 'x'), join(folder, 'z'));
    await writeFile(join(folder, 'z/y/d.yaml'), service('d'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['a', 'c', 'd']));
  });

  test('a mounted ConfigMap that is switched is picked up', async () => {
    const folder = await temporaryFolder();
    for (const name of ['a', 'b']) {
      await mkdir(join(folder, `..${name}`));
      await writeFile(join(folder, `..${name}`, 'm.yaml'), service(name));
    }
    await symlink('..a', join(folder, '..data'));
    await symlink('..data/m.yaml', join(folder, 'm.yaml'));
    for (const path of [folder, join(folder, 'm.yaml')]) {
      const cluster = await connected({ paths: [path], watch: true });
      const now = (await names(cluster))[0] === 'a' ? 'b' : 'a';
      await symlink(`..${now}`, join(folder, '..new'));
      await rename(join(folder, '..new'), join(folder, '..data'));
      await eventually(async () => expect(await names(cluster)).toStrictEqual([now]));
    }
  });

  test('a path that goes away leaves what was read, says so, and may come back', async () => {
    const { folder, cluster } = await watched({ 'm/a.yaml': service('a') }, ['m']);
    await rename(join(folder, 'm'), join(folder, 'away'));
    const gone = `${join(folder, 'm')}:1:1: cannot be read any more, what was read before is still served: there is no such file or folder`;
    await eventually(async () => expect(cluster.problems().map(formatProblem)).toStrictEqual([gone]));
    expect(await names(cluster)).toStrictEqual(['a']);
    expect(cluster.openReader({ credentials: {} }).report().warnings).toStrictEqual([gone]);
    await writeFile(join(folder, 'away/a.yaml'), service('b'));
    await rename(join(folder, 'away'), join(folder, 'm'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['b']));
    expect(cluster.problems()).toStrictEqual([]);
  });

  test('standard input stays what it was', async () => {
    const folder = await temporaryFolder();
    const cluster = await connected({
      paths: ['-', folder],
      stdin: Readable.from([service('a')]),
      watch: true,
    });
    await writeFile(join(folder, 'b.yaml'), service('b'));
    await eventually(async () => expect(await names(cluster)).toStrictEqual(['a', 'b']));
  });

  test('nobody notices after close, or without watch', async () => {
    const { folder, cluster, onReload } = await watched({ 'a.yaml': service('a') });
    const unwatched = await connected({ paths: [folder] });
    const witness = await connected({ paths: [folder], watch: true });
    await cluster.close();
    await writeFile(join(folder, 'a.yaml'), service('b'));
    await eventually(async () => expect(await names(witness)).toStrictEqual(['b']));
    expect(onReload).not.toHaveBeenCalled();
    expect(await names(cluster)).toStrictEqual(['a']);
    expect(await names(unwatched)).toStrictEqual(['a']);
  });
});
