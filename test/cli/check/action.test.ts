import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCheckConfig } from '../../../src/cli/check/check-config.ts';
import { ALL_CHECK_OPTIONS } from '../../../src/cli/check/check-options.ts';
import { readRepositoryFile, repositoryRoot } from '../../repository/repository-files.ts';
import { putFiles } from '../../support/put-files.ts';
import { SHOP } from './shop-files.ts';

interface Step {
  readonly name: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action = parse(readRepositoryFile('action.yml')) as Action;
const step = action.runs.steps.find(({ name }) => name === 'Check manifests');

/** The environment that the step gets for these inputs. */
function stepEnvironment(inputs: Readonly<Record<string, string>>): Record<string, string> {
  const inputOf = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? '';
  return Object.fromEntries(
    Object.entries(step?.env ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ inputs\.([a-z-]+) \}\}/, (_whole, input: string) => inputOf(input)),
    ]),
  );
}

describe('the action', () => {
  test('has inputs that are options of the command', () => {
    const env = stepEnvironment({
      manifests: 'deploy/base\ndeploy/prod\n',
      'manifests-fail-on': 'warning',
      complete: 'true',
      assume: 'GatewayClass/public\nSecret/infra/*\n',
      ignore: 'GRANT_UNUSED',
      baseline: 'known.json',
      report: 'sarif=gwql.sarif',
    });
    expect(readCheckConfig([], {}, { env })).toMatchObject({
      paths: ['deploy/base', 'deploy/prod'],
      failOn: 'WARNING',
      complete: true,
      assume: [{ kind: 'GatewayClass' }, { kind: 'Secret', name: '*' }],
      ignore: ['GRANT_UNUSED'],
      baseline: 'known.json',
      format: 'github',
      reports: [{ format: 'sarif', file: 'gwql.sarif' }],
    });
  });

  test('means by what is left out what the command means', () => {
    const env = stepEnvironment({ manifests: 'deploy' });
    const { format: _, ...config } = readCheckConfig([], {}, { env });
    const { format: __, ...otherwise } = readCheckConfig(['deploy'], {}, { env: {} });
    expect(config).toEqual(otherwise);
  });

  test('leaves to a file of options what is left out', () => {
    const env = stepEnvironment({ manifests: 'deploy' });
    const texts = (name: string) => (name === 'complete' ? [{ source: 'file', text: 'true' }] : []);
    expect(readCheckConfig([], {}, { env, file: { texts } })).toMatchObject({ complete: true });
  });

  test('runs as it is written', async () => {
    const folder = await putFiles({ ...SHOP });
    const { status, stdout } = spawnSync('bash', ['-eo', 'pipefail', '-c', step?.run ?? ''], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...stepEnvironment({ manifests: 'routes.yaml\nservices.yaml\n' }),
        PATH: `${join(repositoryRoot, 'node_modules', '.bin')}:${process.env['PATH']}`,
        GITHUB_ACTION_PATH: repositoryRoot,
        GITHUB_WORKSPACE: folder,
      },
    });
    expect(stdout).toContain('::error file=routes.yaml,line=14,col=7,title=BACKEND_PORT_NOT_FOUND::');
    expect(status).toBe(1);
  }, 60_000);
});

describe('docs/ci.md', () => {
  const page = readRepositoryFile('docs/ci.md');
  const recipes = [...page.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, text = '']) => text);

  test.each(recipes)('has a recipe that is YAML: %#', (recipe) => {
    expect(() => parse(recipe)).not.toThrow();
  });

  test('uses inputs that the action has', () => {
    const used = recipes.flatMap((recipe) => {
      const inputs = /uses: OWNER\/gwql@REF\n +with:\n((?: {10}.*\n)+)/.exec(recipe)?.[1] ?? '';
      return [...inputs.matchAll(/^ {10}([a-z-]+):/gm)].map(([, name = '']) => name);
    });
    expect(used).toEqual(['manifests', 'assume', 'report', 'manifests']);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(used));
  });

  test('names options that there are', () => {
    const known = ['yes', ...Object.values(ALL_CHECK_OPTIONS).map(({ name }) => name)];
    const named = [...page.matchAll(/--([a-z][a-z-]+)/g)].map(([, name]) => String(name));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});
