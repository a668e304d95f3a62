import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliRun } from '../../support/cli-run.ts';
import { putFiles } from '../../support/put-files.ts';
import { checkJson, lineOf } from './check-json.ts';
import { SHOP, SOUND } from './shop-files.ts';

const all = Object.values(SHOP).join('---\n');

describe('the exit code', () => {
  test('is 0 where nothing is an error', async () => {
    const { exitCode, passed, errors, infos } = await checkJson([await putFiles(SOUND)]);
    expect({ exitCode, passed, errors, infos }).toEqual({ exitCode: 0, passed: true, errors: 0, infos: 2 });
  });

  test('is 1 where something is', async () => {
    const { exitCode, passed } = await checkJson([await putFiles(SHOP)]);
    expect({ exitCode, passed }).toEqual({ exitCode: 1, passed: false });
  });

  test('depends on --fail-on', async () => {
    const folder = await putFiles(SOUND);
    expect(await checkJson([folder, '--fail-on', 'warning'])).toMatchObject({ exitCode: 0 });
    expect(await checkJson([folder, '--fail-on', 'info'])).toMatchObject({ exitCode: 1 });
    expect(await checkJson([folder], { env: { GWQL_FAIL_ON: 'info' } })).toMatchObject({ exitCode: 1 });
  });

  test.each([
    ['text that is not YAML', 'a: [', 'routes.yaml', 'not YAML: '],
    [
      'a document that is no object',
      'a: 1\n',
      'values.yaml',
      'not a Kubernetes object: apiVersion is missing',
    ],
    ['a binary file', 'a\u0000b', 'x.yaml', 'cannot be read: it is a binary file'],
  ])('is 2 for %s, and the rest is checked', async (_what, text, file, message) => {
    const folder = await putFiles({ ...SHOP, [join('more', file)]: text });
    const { exitCode, findings } = await checkJson([folder]);
    expect(exitCode).toBe(2);
    const [unread] = findings.filter(({ code }) => code === 'MANIFEST_NOT_READ');
    expect(unread?.message).toContain(message);
    expect(unread?.source).toMatchObject({ file: join(folder, 'more', file), line: 1 });
    expect(findings.map(({ code }) => code)).toContain('BACKEND_PORT_NOT_FOUND');
  });

  test('is 0 where what is no manifest is ignored by name', async () => {
    const folder = await putFiles({ ...SOUND, 'values.yaml': 'a: 1\n' });
    expect(await checkJson([folder, '--ignore', 'MANIFEST_NOT_READ'])).toMatchObject({ exitCode: 0 });
    expect(await checkJson([folder, '--only', 'BACKEND_NOT_FOUND'])).toMatchObject({ exitCode: 2 });
  });

  test.each([
    [['-'], 'there is nothing to check: no Kubernetes object in standard input'],
    [[], 'There is nothing to check. Give files, folders, or - for standard input.'],
    [[''], 'A path must not be empty.'],
    [['no-such-folder'], 'cannot read no-such-folder: there is no such file or folder'],
    [['-', '--format', 'xml'], '--format is "xml", but must be one of text, json, sarif, junit, github.'],
    [['-', '--fail-on', 'ERROR'], '--fail-on is "ERROR", but must be one of error, warning, info.'],
    [['-', '--ignore', 'BACKEND_NOT_FUOND'], 'did you mean BACKEND_NOT_FOUND?'],
    [['-', '--only', 'everything'], 'must be a code of docs/findings.md or docs/check.md.'],
    [['-', '--write-baseline'], '--write-baseline needs --baseline: the file to write to.'],
    [['-', '--baseline', 'none.json'], 'cannot read the baseline none.json'],
    [['-', '--config', 'none.yaml'], 'cannot read none.yaml: there is no such file or folder'],
    [['-', '--report', 'sarif'], 'such as sarif=gwql.sarif'],
    [['-', '--assume', 'Service/cart'], 'Service/namespace/name: a Service is in a namespace'],
  ])('is 2 for %j, which says what is wrong', async (argv, message) => {
    const stdin = argv.includes('--baseline') ? all : '';
    const { exitCode, stdout, stderr } = await cliRun(['check', ...argv], { stdin });
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});

describe('what is checked', () => {
  test('is all that files, folders and standard input hold', async () => {
    const folder = await putFiles({ 'a/routes.yaml': SHOP['routes.yaml'], 'b.yaml': SHOP['services.yaml'] });
    const argv = [join(folder, 'a'), join(folder, 'b.yaml'), '-'];
    const { files, objects, findings } = await checkJson(argv, { stdin: SHOP['gateways.yaml'] });
    expect({ files, objects }).toEqual({ files: 3, objects: 3 });
    expect(findings.map(lineOf)).toEqual([
      'BACKEND_PORT_NOT_FOUND HTTPRoute shop/cart spec.rules[0].backendRefs[1]',
      'REFERENCE_NOT_CHECKED HTTPRoute shop/cart spec.rules[0].backendRefs[2]',
      'GATEWAY_CLASS_ASSUMED Gateway infra/public spec.gatewayClassName',
    ]);
  });

  test('leaves out what is for kustomize', async () => {
    const kustomization =
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [routes.yaml]\n';
    const folder = await putFiles({
      ...SOUND,
      'kustomization.yaml': kustomization,
      'b/kustomization.yml': 'resources: []\n',
    });
    expect(await checkJson([folder])).toMatchObject({ exitCode: 0, objects: 3 });
  });

  test('is the whole cluster with --complete', async () => {
    const { findings } = await checkJson([await putFiles(SHOP), '--complete']);
    expect(findings.map(({ code }) => code)).toContain('BACKEND_NOT_FOUND');
  });

  test('goes with what is assumed', async () => {
    const argv = ['--assume', 'Service/shop/search', '--assume', 'GatewayClass/public'];
    const { findings } = await checkJson([await putFiles(SOUND), ...argv]);
    expect(findings).toEqual([]);
  });

  test('is told by code', async () => {
    const folder = await putFiles(SHOP);
    const codes = async (...argv: string[]) =>
      (await checkJson([folder, ...argv])).findings.map(({ code }) => code);
    expect(await codes('--only', 'gateway-class-assumed')).toEqual(['GATEWAY_CLASS_ASSUMED']);
    expect(await codes('--ignore', 'GATEWAY_CLASS_ASSUMED', '--ignore', 'REFERENCE_NOT_CHECKED')).toEqual([
      'BACKEND_PORT_NOT_FOUND',
    ]);
  });

  test('knows what controllers support', async () => {
    const folder = await putFiles(SOUND);
    const file = join(folder, 'capabilities.json');
    await writeFile(file, '{"controllers": {"*": {"features": ["Gateway"]}}}');
    const { findings } = await checkJson([
      join(folder, 'routes.yaml'),
      join(folder, 'gateways.yaml'),
      '--capabilities',
      file,
    ]);
    expect(findings.map(({ code }) => code)).toContain('PARENT_WITHOUT_CONTROLLER');
  });

  test('says what was read twice with different contents', async () => {
    const other = SHOP['services.yaml'].replace('targetPort: 8080', 'targetPort: 9090');
    const folder = await putFiles({ ...SOUND, 'z.yaml': other });
    const { findings, exitCode } = await checkJson([folder]);
    expect(exitCode).toBe(0);
    expect(findings.at(-1)).toMatchObject({
      code: 'MANIFEST_DOUBTFUL',
      source: { file: join(folder, 'z.yaml') },
    });
  });
});

describe('nothing of a Secret is told', () => {
  const secret = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: tls, namespace: infra}
  stringData: {password: hunter2-hunter2}
- apiVersion: gateway.networking.k8s.io/v1
  kind: Gateway
  metadata: {name: public, namespace: infra}
  spec:
    gatewayClassName: public
    listeners:
    - {name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: tls}]}}
`;
  test.each(['text', 'json', 'sarif', 'junit', 'github'])('in the report %s', async (format) => {
    const { stdout } = await cliRun(['check', '-', '--format', format], { stdin: secret });
    expect(stdout).toContain('has type Opaque');
    expect(stdout).not.toContain('hunter2');
    expect(stdout).not.toContain('xxxx');
  });

  test('where it is not even YAML', async () => {
    const stdin = 'apiVersion: v1\nkind: Secret\nstringData:\n  password: "hunter2-hunter2\n';
    const { stdout, exitCode } = await cliRun(['check', '-'], { stdin });
    expect(exitCode).toBe(2);
    expect(stdout).not.toContain('hunter2');
  });
});
