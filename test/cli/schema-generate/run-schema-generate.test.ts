import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { CrdInputError } from '../../../src/cli/schema-generate/crd-input-error.ts';
import { runSchemaGenerate } from '../../../src/cli/schema-generate/run-schema-generate.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { crd, object, text } from '../../codegen/crd-builder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gwql-crds-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(file: string, ...documents: readonly (JsonObject | string)[]): Promise<string> {
  const target = path.join(folder, file);
  const texts = documents.map((document) => (typeof document === 'string' ? document : stringify(document)));
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, texts.join('---\n'));
  return target;
}

function run(location: string, standard?: string): ReturnType<typeof runSchemaGenerate> {
  return runSchemaGenerate({ crds: [path.join(folder, location)], standard, out: path.join(folder, 'out') });
}

function generatedSdl(kind: string): Promise<string> {
  return readFile(path.join(folder, 'out', 'schema', 'generated', `${kind}.graphql`), 'utf8');
}

const thing = (properties: JsonObject) => crd({ group: 'example.com', kind: 'Thing', properties });
const experimentalThing = {
  ...thing({ spec: object({ a: text, b: text }) }),
  metadata: {
    name: 'things.example.com',
    annotations: { 'gateway.networking.k8s.io/channel': 'experimental' },
  },
};

describe('what is read', () => {
  test('folders with all they hold, several documents, lists and JSON; other objects and files are passed over', async () => {
    const other = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x' } };
    await put(
      'in/deep/two.yaml',
      other,
      crd({ group: 'example.com', kind: 'One' }),
      crd({ group: 'example.com', kind: 'Two' }),
    );
    await put('in/list.yml', {
      apiVersion: 'v1',
      kind: 'List',
      items: [crd({ group: 'example.com', kind: 'Three' })],
    });
    await put('in/four.json', JSON.stringify(crd({ group: 'example.com', kind: 'Four' })));
    await put('in/notes.txt', 'not: [yaml');
    const { written, notes } = await run('in');
    expect(notes).toEqual([]);
    for (const kind of ['One', 'Two', 'Three', 'Four', 'Service', 'Secret']) {
      expect(written).toContain(`schema/generated/${kind}.graphql`);
    }
    expect(written).toContain('src/generated/kind-table.ts');
  });

  test('a single file', async () => {
    await put('one.yaml', thing({ spec: text }));
    expect((await run('one.yaml')).written).toContain('schema/generated/Thing.graphql');
  });
});

describe('the standard channel', () => {
  beforeEach(async () => {
    await put('v9-experimental/thing.yaml', experimentalThing);
  });

  test('is the folder beside the experimental one', async () => {
    await put('v9-standard/thing.yaml', thing({ spec: object({ a: text }) }));
    expect((await run('v9-experimental/')).notes).toEqual([]);
    expect(await generatedSdl('Thing')).toMatch(/ {2}a: String\n {2}b: String @experimental\n/);
  });

  test('is what --standard names', async () => {
    const standard = await put('elsewhere/thing.yaml', thing({ spec: object({ b: text }) }));
    await run('v9-experimental', standard);
    expect(await generatedSdl('Thing')).toMatch(/ {2}a: String @experimental\n {2}b: String\n/);
  });

  test('where nobody knows it nothing is marked, and a note says so', async () => {
    const { notes } = await run('v9-experimental');
    expect(notes).toEqual([expect.stringContaining('--standard')]);
    expect(await generatedSdl('Thing')).not.toContain('@experimental');
  });
});

describe('errors say what to do', () => {
  const failure = (location: string) => run(location).catch((error: unknown) => error);

  test('a path that does not exist is named', async () => {
    expect(await failure('nowhere')).toEqual(
      new CrdInputError(`${path.join(folder, 'nowhere')}: no such file or folder`),
    );
  });

  test('a folder without CRDs is named', async () => {
    await put('in/service.yaml', { apiVersion: 'v1', kind: 'Service' });
    expect(await failure('in')).toMatchObject({
      message: expect.stringContaining('no CustomResourceDefinition found'),
    });
  });

  test('broken YAML is named with file and line', async () => {
    const file = await put('in/broken.yaml', 'a: 1\nb: "never closed\n');
    const error = await failure('in');
    expect(error).toBeInstanceOf(CrdInputError);
    expect(String(error)).toContain(`${file}:`);
    expect(String(error)).toMatch(/:[23]: not valid YAML/);
  });

  test('YAML whose aliases multiply is an error, not a full memory', async () => {
    const levels = Array.from({ length: 12 }, (_, level) => {
      const inner =
        level === 0
          ? '"x"'
          : Array(9)
              .fill(`*l${level - 1}`)
              .join(', ');
      return `l${level}: &l${level} [${inner}]`;
    });
    await put('in/bomb.yaml', `${levels.join('\n')}\n`);
    expect(await failure('in')).toBeInstanceOf(CrdInputError);
  });

  test('properties without a field are in the notes', async () => {
    await put('in/thing.yaml', thing({ spec: object({ 'x-y': text, a: text }) }));
    expect((await run('in')).notes).toEqual([expect.stringContaining('spec.x-y')]);
  });
});
