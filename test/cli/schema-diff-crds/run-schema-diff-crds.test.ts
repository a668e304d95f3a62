import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { readSchemaDiffCrdsConfig } from '../../../src/cli/schema-diff-crds/schema-diff-crds-config.ts';
import { CrdInputError } from '../../../src/cli/schema-generate/crd-input-error.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { crd, object, text, version } from '../../codegen/crd-builder.ts';
import { putFiles } from '../../support/put-files.ts';
import { diffRun } from './diff-run.ts';

const GROUP = 'example.com';

function yaml(...crds: readonly JsonObject[]): string {
  return crds.map((each) => stringify(each)).join('---\n');
}

/** Things as v1alpha1 with `spec.{properties}`, and as v1 in the newer release. */
function things(name: string, properties: JsonObject): JsonObject {
  return crd({ group: GROUP, kind: 'Thing', versions: [version(name, { spec: object(properties) })] });
}

const gadgets = crd({ group: GROUP, kind: 'Gadget', properties: { spec: object({ a: text }) } });
const widgets = crd({ group: GROUP, kind: 'Widget', properties: { spec: object({ a: text }) } });
const steady = crd({ group: GROUP, kind: 'Anchor', properties: { spec: object({ a: text }) } });

const older = yaml(
  steady,
  things('v1alpha1', { mode: { type: 'string', enum: ['On'] }, size: text, old: text }),
  gadgets,
);
const newer = yaml(
  steady,
  things('v1', {
    mode: { type: 'string', enum: ['On', 'Off'] },
    size: { type: 'integer' },
    tls: object({ a: text }),
  }),
  widgets,
);

async function releases(): Promise<{ readonly older: string; readonly newer: string }> {
  const folder = await putFiles({ 'older.yaml': older, 'newer/crds.yaml': newer });
  return { older: join(folder, 'older.yaml'), newer: join(folder, 'newer') };
}

// Six types of a small kind: the object, its spec, connection and edge, and what filters and orders its list.
test('text goes kind by kind', async () => {
  const sides = await releases();
  const { exitCode, stdout, stderr } = await diffRun(sides);
  expect(stdout).toBe(`From ${sides.older} to ${sides.newer}: 4 kinds, 1 new, 1 gone, 1 changed, 1 as before

Gadget.example.com (v1): gone
  ✗ gadget, gadgets: 6 types; what is left of it is read with object(kind: "Gadget")

Thing.example.com (v1alpha1 -> v1): 2 breaking, 1 dangerous, 2 safe
  ✗ Field 'old' was removed from object type 'KubernetesKindThingSpec'
  ✗ Field 'KubernetesKindThingSpec.size' changed type from 'String' to 'Int'
  ! Enum value 'Off' was added to enum 'KubernetesKindThingSpecModeEnum'
  + Field 'tls' was added to object type 'KubernetesKindThingSpec'
  + 1 type for these fields

Widget.example.com (v1): new
  + widget, widgets: 6 types

Changes: 12 breaking, 1 dangerous, 12 safe.
`);
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
});

test('json has all of it', async () => {
  const sides = await releases();
  const { stdout } = await diffRun(sides, { format: 'json' });
  const json = JSON.parse(stdout);
  expect(json).toMatchObject({ ...sides, breaking: 12, dangerous: 1, safe: 12, shared: [] });
  expect(json.kinds).toMatchObject([
    { kind: 'Anchor', state: 'same', older: 'v1', newer: 'v1', changes: [] },
    { group: GROUP, kind: 'Gadget', state: 'gone', older: 'v1', queries: ['gadget', 'gadgets'] },
    { kind: 'Thing', state: 'changed', older: 'v1alpha1', newer: 'v1' },
    { kind: 'Widget', state: 'new', newer: 'v1', queries: ['widget', 'widgets'] },
  ]);
});

test('github has annotations', async () => {
  const { stdout } = await diffRun(await releases(), { format: 'github' });
  expect(stdout).toContain("::error title=breaking change::Field 'old' was removed from object type");
  expect(stdout).toContain("::warning title=dangerous change::Enum value 'Off' was added");
});

test.each([
  [undefined, 0],
  ['breaking', 1],
  ['dangerous', 1],
])('with --fail-on %s the exit code is %d', async (failOn, code) => {
  expect((await diffRun(await releases(), { failOn })).exitCode).toBe(code);
});

test('without changes nothing fails', async () => {
  const { older: same } = await releases();
  const { exitCode, stdout } = await diffRun({ older: same, newer: same }, { failOn: 'dangerous' });
  expect(stdout).toBe(`From ${same} to ${same}: 3 kinds, 3 as before\n\nChanges: no changes.\n`);
  expect(exitCode).toBe(0);
});

describe('the experimental channel', () => {
  const experimental = (properties: JsonObject): string =>
    yaml({
      ...things('v1', properties),
      metadata: {
        name: 'things.example.com',
        annotations: { 'gateway.networking.k8s.io/channel': 'experimental' },
      },
    });

  test('is compared where the standard one is beside it', async () => {
    const folder = await putFiles({
      'v1-experimental/a.yaml': experimental({ a: text, b: text }),
      'v1-standard/a.yaml': yaml(things('v1', { a: text })),
      'v2-experimental/a.yaml': experimental({ a: text, b: text, c: text }),
      'v2-standard/a.yaml': yaml(things('v1', { a: text, b: text })),
    });
    const sides = { older: join(folder, 'v1-experimental'), newer: join(folder, 'v2-experimental') };
    const { stdout, stderr } = await diffRun(sides);
    expect(stdout).toContain("  + 'KubernetesKindThingSpec.b' is no longer experimental\n");
    expect(stdout).toContain(
      "  + Field 'c' was added to object type 'KubernetesKindThingSpec' (experimental)\n",
    );
    expect(stderr).toBe('');
  });

  test('is left out with a word where nobody knows the standard one', async () => {
    const folder = await putFiles({
      'v1-experimental/a.yaml': experimental({ a: text, b: text }),
      'v2-experimental/a.yaml': experimental({ a: text, b: text }),
      'v2-standard/a.yaml': yaml(things('v1', { a: text })),
    });
    const sides = { older: join(folder, 'v1-experimental'), newer: join(folder, 'v2-experimental') };
    const { stdout, stderr } = await diffRun(sides);
    expect(stdout).toContain('1 kind, 1 as before');
    expect(stderr).toMatch(/^gwql: .*v1-experimental: .*-standard instead of -experimental\.\n$/);
  });
});

test('properties without a field are told', async () => {
  const folder = await putFiles({ 'a.yaml': yaml(things('v1', { 'x-y': text, a: text })) });
  const file = join(folder, 'a.yaml');
  const { stderr } = await diffRun({ older: file, newer: file });
  expect(stderr).toContain('spec.x-y');
});

describe('what cannot be read', () => {
  test('is an error that names it', async () => {
    const { older: file } = await releases();
    await expect(diffRun({ older: file, newer: 'nowhere' })).rejects.toEqual(
      new CrdInputError('nowhere: no such file or folder'),
    );
  });

  test('as an option is named too', () => {
    const sides = { older: 'a', newer: 'b' };
    expect(() => readSchemaDiffCrdsConfig(sides, { format: 'xml', failOn: 'never' }, {})).toThrow(
      /--format.*\n.*--fail-on/,
    );
  });
});
