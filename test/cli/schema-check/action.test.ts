import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readSchemaCheckConfig } from '../../../src/cli/schema-check/schema-check-config.ts';
import { readRepositoryFile } from '../../repository/repository-files.ts';
import { putFiles } from '../../support/put-files.ts';

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const text = readRepositoryFile('action.yml');
const action: Action = parse(text);
const check = action.runs.steps.find(({ name }) => name === 'Check the schema');

/** The environment that the step gets for these inputs. */
function stepEnvironment(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const values = Object.fromEntries(
    Object.entries(action.inputs).map(([name, input]) => [name, input.default]),
  );
  const filled = Object.entries(check?.env ?? {}).map(([name, value]) => [
    name,
    value.replace(
      /\$\{\{ inputs\.([a-z-]+) \}\}/,
      (_whole, input: string) => inputs[input] ?? values[input] ?? '',
    ),
  ]);
  return Object.fromEntries(filled);
}

test('every input is used, and every one that is used is declared', () => {
  const used = [...text.matchAll(/\$\{\{ inputs\.([a-z-]+) \}\}/g)].map(([, name]) => name);
  expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort());
});

test('no input becomes a part of a script', () => {
  expect(action.runs.using).toBe('composite');
  for (const { run = '' } of action.runs.steps) expect(run).not.toContain('${{');
});

test('inputs are options of the command', () => {
  const env = stepEnvironment({
    older: 'v1',
    documents: 'src/**/*.graphql\nweb/*.gql\n',
    crds: 'crds',
    header: 'Authorization: Bearer abc',
    'fail-on': 'dangerous',
    'max-depth': '9',
    'max-fields': '99',
  });
  expect(readSchemaCheckConfig(env['OLDER'], {}, env)).toMatchObject({
    target: 'v1',
    documents: ['src/**/*.graphql', 'web/*.gql'],
    crds: ['crds'],
    headers: [['Authorization', 'Bearer abc']],
    failOn: 'dangerous',
    limits: { maxDepth: 9, maxFields: 99 },
    format: 'github',
  });
});

test('inputs that are left out mean what the options mean without a value', () => {
  const env = stepEnvironment({});
  expect(readSchemaCheckConfig('v1', {}, env)).toMatchObject({
    documents: [],
    crds: [],
    headers: [],
    failOn: 'breaking',
    limits: { maxDepth: 24, maxFields: 10_000 },
  });
});

test.each([
  ['', ['schema', 'check']],
  ['v1', ['schema', 'check', 'v1']],
  ['a b; echo $(id) *', ['schema', 'check', 'a b; echo $(id) *']],
])('the older schema %j is one argument, or none', async (older, argv) => {
  const folder = await putFiles({
    'bin/node': '#!/bin/sh\nfor argument in "$@"; do printf "%s\\n" "$argument"; done\n',
  });
  await chmod(join(folder, 'bin/node'), 0o755);
  const output = execFileSync('bash', ['-eo', 'pipefail', '-c', check?.run ?? ''], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      GITHUB_ACTION_PATH: '/action path',
      OLDER: older,
    },
  });
  expect(output.trimEnd().split('\n')).toEqual(['/action path/src/main.ts', ...argv]);
});
