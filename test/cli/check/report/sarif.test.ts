import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliRun } from '../../../support/cli-run.ts';
import { putFiles } from '../../../support/put-files.ts';
import { SHOP, SOUND } from '../shop-files.ts';

// the schema is written in draft 04, whose validator is a CommonJS module
const require = createRequire(import.meta.url);
const { default: Ajv } = require('ajv-draft-04') as typeof import('ajv-draft-04');
const schemaFile = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')) as object);

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: {
          readonly version: string;
          readonly rules: readonly { readonly id: string; readonly help: { readonly markdown: string } }[];
        };
      };
      readonly invocations: readonly [{ readonly executionSuccessful: boolean }];
      readonly results: readonly {
        readonly ruleId: string;
        readonly ruleIndex: number;
        readonly level: string;
        readonly message: { readonly text: string };
        readonly locations: readonly [
          { readonly physicalLocation: object; readonly logicalLocations?: object },
        ];
        readonly partialFingerprints: { readonly [name: string]: string };
        readonly baselineState?: string;
      }[];
    },
  ];
}

async function sarif(argv: readonly string[], options = {}): Promise<Sarif['runs'][0]> {
  const { stdout } = await cliRun(['check', ...argv, '--format', 'sarif'], options);
  const report = JSON.parse(stdout) as Sarif;
  validate(report);
  expect(validate.errors ?? []).toEqual([]);
  return report.runs[0];
}

describe('a SARIF report', () => {
  test('is what the schema of SARIF 2.1.0 asks for, with rules, places and fingerprints', async () => {
    const folder = await putFiles(SHOP);
    const env = { GITHUB_WORKSPACE: folder };
    const { tool, results, invocations } = await sarif([folder], { env });
    expect(tool.driver.version).toBe('1.2.3');
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([
      'BACKEND_PORT_NOT_FOUND',
      'GATEWAY_CLASS_ASSUMED',
      'REFERENCE_NOT_CHECKED',
    ]);
    expect(tool.driver.rules[0]?.help.markdown).toContain('*Fix:*');
    expect(invocations).toEqual([{ executionSuccessful: true }]);
    const wrong = results.find(({ ruleId }) => ruleId === 'BACKEND_PORT_NOT_FOUND');
    expect(wrong).toMatchObject({
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'Service shop/cart has no TCP port 8080; it has 80\n8080 is a targetPort; write port: 80.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'routes.yaml' },
            region: { startLine: 14, startColumn: 7 },
          },
          logicalLocations: [{ fullyQualifiedName: 'HTTPRoute shop/cart spec.rules[0].backendRefs[1]' }],
        },
      ],
    });
    expect(Object.keys(wrong?.partialFingerprints ?? {})).toEqual(['gwql/v1']);
  });

  test('escapes names of files, and leads to templates as a whole', async () => {
    const folder = await putFiles({ 'a b#1.yaml': SHOP['routes.yaml'] });
    const { results } = await sarif([folder], { env: { GITHUB_WORKSPACE: folder } });
    expect(results[0]?.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'a%20b%231.yaml' },
    });
    const rendered = await sarif(['-'], {
      stdin: `---\n# Source: shop/templates/a.yaml\n${SHOP['routes.yaml']}`,
    });
    expect(rendered.results[0]?.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'shop/templates/a.yaml' },
    });
  });

  test('is valid where nothing is found, and where something cannot be read', async () => {
    expect(
      (
        await sarif([
          await putFiles(SOUND),
          '--ignore',
          'REFERENCE_NOT_CHECKED',
          '--ignore',
          'GATEWAY_CLASS_ASSUMED',
        ])
      ).results,
    ).toEqual([]);
    const { invocations, results } = await sarif([await putFiles({ 'x.yaml': 'a: [' })]);
    expect(invocations).toEqual([{ executionSuccessful: false }]);
    expect(results.map(({ ruleId }) => ruleId)).toEqual(['MANIFEST_NOT_READ']);
  });

  test('is valid for the demo, whose fingerprints are all different', async () => {
    const demo = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'demo');
    const { results } = await sarif([demo, '--complete']);
    const prints = results.map(({ partialFingerprints }) => partialFingerprints['gwql/v1']);
    expect(new Set(prints).size).toBe(results.length);
  });

  test('says what the baseline knows', async () => {
    const folder = await putFiles(SHOP);
    const baseline = join(folder, 'baseline.txt');
    await cliRun(['check', folder, '--baseline', baseline, '--write-baseline']);
    const { results } = await sarif([folder, '--baseline', baseline]);
    expect(results.map(({ baselineState }) => baselineState)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);
  });
});
