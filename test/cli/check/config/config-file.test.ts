import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCheckConfig } from '../../../../src/cli/check/check-config.ts';
import { checkSettings } from '../../../../src/cli/check/check-settings.ts';
import { ConfigError } from '../../../../src/config/config-error.ts';
import { cliRun } from '../../../support/cli-run.ts';
import { putFiles } from '../../../support/put-files.ts';
import { SHOP } from '../shop-files.ts';

interface Given {
  readonly paths?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

async function configIn(folder: string, { paths = [], options = {}, env = {} }: Given = {}) {
  const file = await checkSettings(options, { env, folder });
  return readCheckConfig(paths, options, { env, file });
}

const FULL = `# for the shop
check:
  paths: [deploy, ../other]
  complete: true
  fail-on: warning
  assume:
  - GatewayClass/public
  - Secret/infra/*
  ignore: GRANT_UNUSED
  baseline: ci/baseline.json
  format: github
`;

describe('.gwqlrc.yaml', () => {
  test('has the options of the command line, and paths that start from its folder', async () => {
    const folder = await putFiles({ '.gwqlrc.yaml': FULL, 'a/b/x.yaml': '' });
    const config = await configIn(join(folder, 'a', 'b'));
    expect(config).toMatchObject({
      paths: ['../../deploy', '../../../other'],
      complete: true,
      failOn: 'WARNING',
      assume: [{ kind: 'GatewayClass' }, { kind: 'Secret', namespace: 'infra', name: '*' }],
      ignore: ['GRANT_UNUSED'],
      baseline: '../../ci/baseline.json',
      format: 'github',
    });
  });

  test('gives way to variables, and both to the command line', async () => {
    const folder = await putFiles({ '.gwqlrc.yaml': FULL });
    const env = { GWQL_FAIL_ON: 'info', GWQL_COMPLETE: 'false' };
    expect(await configIn(folder, { env })).toMatchObject({ failOn: 'INFO', complete: false });
    const given = { paths: ['x'], options: { failOn: 'error', assume: ['Service/a/b'] }, env };
    expect(await configIn(folder, given)).toMatchObject({
      paths: ['x'],
      failOn: 'ERROR',
      assume: [{ kind: 'Service' }],
    });
  });

  test('is the nearest one, or the one that --config names', async () => {
    const inner = 'check: {paths: [.], fail-on: info}\n';
    const folder = await putFiles({ '.gwqlrc.yaml': FULL, 'a/.gwqlrc.yaml': inner, 'a/b/x': '' });
    expect(await configIn(join(folder, 'a', 'b'))).toMatchObject({ failOn: 'INFO', paths: ['..'] });
    const named = { options: { config: '../../.gwqlrc.yaml' } };
    expect(await configIn(join(folder, 'a', 'b'), named)).toMatchObject({ failOn: 'WARNING' });
  });

  test.each(['', '# nothing\n', 'check:\n', 'check: {}\n'])('may say nothing: %j', async (text) => {
    const folder = await putFiles({ '.gwqlrc.yaml': text });
    expect(await configIn(folder, { paths: ['x'] })).toMatchObject({ failOn: 'ERROR' });
  });

  test.each([
    ['chek: {}', '1:1: unknown key "chek"; did you mean check?'],
    ['check:\n  failOn: info', '2:3: unknown key "failOn"; did you mean fail-on?'],
    ['check:\n  write-baseline: true', '2:3: unknown key "write-baseline"; '],
    ['check: [a]', '1:8: this has to be a map with the keys paths, complete, '],
    ['check:\n  format: [text]', '2:11: check.format has to be one value'],
    ['check:\n  ignore: [{a: 1}]', '2:12: each of ignore has to be a text'],
    ['check:\n  fail-on: bad', '2:12: fail-on is "bad", but must be one of error, warning, info.'],
    ['check:\n  ignore:\n  - GRANT_UNUSD', '3:5: ignore is "GRANT_UNUSD", but must be a code'],
    ['check:\n  complete: yes', '2:13: complete is "yes", but must be true or false.'],
    ['check: {', '1:9: not YAML: '],
    ['check: {format: text, format: json}', '1:31: check.format is there twice'],
  ])('that is not understood is a wrong argument: %j', async (text, problem) => {
    const folder = await putFiles({ '.gwqlrc.yaml': text });
    const failure = await configIn(folder, { paths: ['x'] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigError);
    expect((failure as ConfigError).message).toContain(`.gwqlrc.yaml:${problem}`);
  });

  test('is read by the command', async () => {
    const folder = await putFiles({ ...SHOP, 'gwql.yaml': 'check:\n  ignore: [BACKEND_PORT_NOT_FOUND]\n' });
    const config = join(folder, 'gwql.yaml');
    expect(await cliRun(['check', join(folder, 'routes.yaml'), '--config', config])).toMatchObject({
      exitCode: 0,
    });
  });
});
