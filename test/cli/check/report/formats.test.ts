import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cliRun } from '../../../support/cli-run.ts';
import { putFiles } from '../../../support/put-files.ts';
import { SHOP } from '../shop-files.ts';

async function report(folder: string, format: string, ...argv: string[]): Promise<string> {
  const env = { GITHUB_WORKSPACE: folder };
  return (await cliRun(['check', folder, '--format', format, ...argv], { env })).stdout;
}

test('annotations of a workflow have files of the repository, and line ends that stay in them', async () => {
  expect(await report(await putFiles(SHOP), 'github')).toBe(
    [
      '::error file=routes.yaml,line=14,col=7,title=BACKEND_PORT_NOT_FOUND::Service shop/cart has no TCP port 8080; it has 80%0AHTTPRoute shop/cart spec.rules[0].backendRefs[1]%0A8080 is a targetPort; write port: 80.',
      '::notice file=gateways.yaml,line=7,col=3,title=GATEWAY_CLASS_ASSUMED::GatewayClass public is in none of the files: a controller with every feature is assumed%0AGateway infra/public spec.gatewayClassName%0AAdd the GatewayClass to the files to have its controller and features taken into account.',
      '::notice file=routes.yaml,line=16,col=7,title=REFERENCE_NOT_CHECKED::Service shop/search is in none of the files%0AHTTPRoute shop/cart spec.rules[0].backendRefs[2]',
      '::notice title=gwql check::1 error, 2 notes in 2 of 3 files with 3 objects',
      '',
    ].join('\n'),
  );
});

test('annotations begin with what makes the check fail: GitHub shows ten of a kind', async () => {
  const routes = Array.from({ length: 12 }, (_, index) =>
    SHOP['routes.yaml'].replace('name: cart', `name: cart-${index}`),
  ).join('---\n');
  const lines = (await report(await putFiles({ ...SHOP, 'routes.yaml': routes }), 'github')).split('\n');
  const levels = lines.map((line) => /^::(\w+)/.exec(line)?.[1]).filter((level) => level !== undefined);
  expect(levels.lastIndexOf('error')).toBeLessThan(levels.indexOf('notice'));
});

describe('a JUnit report', () => {
  test('has a suite for each file, and fails for what makes the check fail', async () => {
    const folder = await putFiles(SHOP);
    const xml = (await report(folder, 'junit')).replaceAll(`${folder}/`, '');
    expect(xml).toContain('<testsuites name="gwql check" tests="4" failures="1" errors="0">');
    expect(xml).toContain(`  <testsuite name="services.yaml" tests="1" failures="0" errors="0">
    <testcase name="nothing found" classname="services.yaml" file="services.yaml"/>
  </testsuite>`);
    expect(
      xml,
    ).toContain(`    <testcase name="BACKEND_PORT_NOT_FOUND HTTPRoute shop/cart spec.rules[0].backendRefs[1]" classname="routes.yaml" file="routes.yaml" line="14">
      <failure type="BACKEND_PORT_NOT_FOUND" message="Service shop/cart has no TCP port 8080; it has 80">routes.yaml:14:7: Service shop/cart has no TCP port 8080; it has 80
8080 is a targetPort; write port: 80.</failure>
    </testcase>`);
    expect(xml).toContain(
      '<system-out>routes.yaml:16:7: Service shop/search is in none of the files</system-out>',
    );
  });

  test('has an error for what could not be read', async () => {
    const xml = await report(await putFiles({ 'x.yaml': 'a: [' }), 'junit');
    expect(xml).toContain('tests="1" failures="0" errors="1"');
    expect(xml).toContain('<error type="MANIFEST_NOT_READ"');
  });
});

test('--report writes further reports to files', async () => {
  const folder = await putFiles(SHOP);
  const [sarif, junit] = [join(folder, 'out.sarif'), join(folder, 'out.xml')];
  const text = await report(folder, 'text', '--report', `sarif=${sarif}`, '--report', `junit=${junit}`);
  expect(text).toContain('1 error, 2 notes');
  expect(JSON.parse(await readFile(sarif, 'utf8'))).toMatchObject({ version: '2.1.0' });
  expect(await readFile(junit, 'utf8')).toContain('<testsuites ');
  const { exitCode, stderr } = await cliRun([
    'check',
    folder,
    '--report',
    `json=${join(folder, 'no', 'x.json')}`,
  ]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 2,
    stderr: expect.stringContaining('cannot write the report') as string,
  });
});
