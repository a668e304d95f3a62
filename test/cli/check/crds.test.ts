import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliRun } from '../../support/cli-run.ts';
import { putFiles } from '../../support/put-files.ts';
import { checkJson, lineOf } from './check-json.ts';

const WIDGET_CRD = readFileSync(join(import.meta.dirname, '..', '..', 'findings', 'widget-crd.yaml'), 'utf8');
/** Uses a function that there is not. */
const UNKNOWN_RULE = WIDGET_CRD.replace(
  'rule: "!has(self.least) || self.least <= self.size"',
  'rule: semver(self.release).major() > 1',
);

const PUMP = `# the shop's pump
apiVersion: example.com/v1
kind: Widget
metadata:
  namespace: shop
  name: pump
spec:
  size: 3
  least: 4
`;
const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: { namespace: shop, name: cart }\n';

describe('gwql check --crds', () => {
  test('refuses what an API server would, at the line of the field', async () => {
    const folder = await putFiles({ 'crd.yaml': WIDGET_CRD, 'm/pump.yaml': PUMP });
    const { findings, exitCode } = await checkJson([join(folder, 'm'), '--crds', join(folder, 'crd.yaml')]);
    expect(exitCode).toBe(1);
    expect(findings).toMatchObject([
      {
        code: 'SCHEMA_RULE',
        severity: 'ERROR',
        message: 'Invalid value: "object": least must not be above size',
        path: 'spec',
        source: { file: join(folder, 'm', 'pump.yaml'), line: 7, column: 1 },
      },
    ]);
  });

  test('says nothing of schemas without the option, and reads it from the environment and the file of options', async () => {
    const folder = await putFiles({
      'crds/crd.yaml': WIDGET_CRD,
      'm/pump.yaml': PUMP,
      'options.yaml': 'check:\n  crds: crds\n',
    });
    expect((await checkJson([join(folder, 'm')])).findings).toEqual([]);
    const env = { GWQL_CRDS: join(folder, 'crds') };
    expect((await checkJson([join(folder, 'm')], { env })).findings).toHaveLength(1);
    const config = ['--config', join(folder, 'options.yaml')];
    expect((await checkJson([join(folder, 'm'), ...config])).findings).toHaveLength(1);
  });

  test('tells a rule that it cannot run, by the message of the rule, where the CRD was read', async () => {
    const folder = await putFiles({ 'crd.yaml': UNKNOWN_RULE, 'm/pump.yaml': PUMP });
    const crds = join(folder, 'crd.yaml');
    const { findings, exitCode } = await checkJson([join(folder, 'm'), '--crds', crds]);
    expect(exitCode).toBe(0);
    expect(findings.map(lineOf)).toEqual([
      'SCHEMA_RULE_SKIPPED CustomResourceDefinition widgets.example.com ',
    ]);
    expect(findings[0]?.source.file).toBe(crds);
    expect(findings[0]?.message).toMatch(
      /^a rule of Widget v1 at spec is not checked, .*semver.*: least must not be above size$/,
    );
  });

  test('names the kinds without a CRD once', async () => {
    const folder = await putFiles({
      'crd.yaml': WIDGET_CRD,
      'm/a.yaml': SERVICE,
      'm/b.yaml': SERVICE.replace('cart', 'b'),
    });
    const { stderr, findings } = await checkJson([join(folder, 'm'), '--crds', join(folder, 'crd.yaml')]);
    expect(stderr).toBe('gwql: not validated, because --crds has no CRD of theirs: Service\n');
    expect(findings).toEqual([]);
  });

  test('listens to the annotation, and to --ignore', async () => {
    const ignoring = PUMP.replace(
      '  name: pump\n',
      '  name: pump\n  annotations: { gwql.dev/ignore: SCHEMA_RULE }\n',
    );
    const folder = await putFiles({ 'crd.yaml': WIDGET_CRD, 'm/pump.yaml': PUMP, 'i/pump.yaml': ignoring });
    const crds = ['--crds', join(folder, 'crd.yaml')];
    expect((await checkJson([join(folder, 'i'), ...crds])).findings).toEqual([]);
    expect((await checkJson([join(folder, 'm'), ...crds, '--ignore', 'SCHEMA_RULE'])).findings).toEqual([]);
  });

  test.each([
    ['no-such-folder', 'no-such-folder: no such file or folder'],
    ['m', 'no CustomResourceDefinition found'],
  ])('is exit code 2 for CRDs in %s', async (path, message) => {
    const folder = await putFiles({ 'm/pump.yaml': PUMP });
    const { exitCode, stderr } = await cliRun(['check', join(folder, 'm'), '--crds', join(folder, path)]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});
