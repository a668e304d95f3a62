import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CliRun, cliRun } from '../../support/cli-run.ts';
import { openManifests } from '../../support/open-manifests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SHOP = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: any
  listeners:
  - {name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  hostnames: [shop.example.com]
  rules:
  - matches: [{path: {value: /cart}}]
    backendRefs: [{name: cart, port: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {ports: [{port: 8080}]}
`;

const PASSING = `gateway: infra/public
tests:
- name: carts go to the cart
  request: http://shop.example.com/cart
  expect: {route: shop/shop, backend: shop/cart}
`;

const FAILING = `${PASSING}- name: everything else goes to the cart, too
  request: http://shop.example.com/
  expect: {route: shop/shop}
- name: no client can send this
  request: {url: http://shop.example.com/, method: G T}
  expect: {route: shop/shop}
`;

async function run(tests: string, argv: readonly string[] = []): Promise<CliRun & { readonly file: string }> {
  const folder = await temporaryFolder();
  const [manifests, file] = [join(folder, 'shop.yaml'), join(folder, 'routing.test.yml')];
  await writeFile(manifests, SHOP);
  await writeFile(file, tests);
  const actions = { openQuery: openManifests };
  return { file, ...(await cliRun(['test', file, '--manifests', manifests, ...argv], { actions })) };
}

test('tests that pass exit with 0', async () => {
  const { file, exitCode, stdout, stderr } = await run(PASSING);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`${file}\n  ✓ carts go to the cart\n\n1 passed\n`);
});

test('a test that fails exits with 1, and says what it got and which way the request went', async () => {
  const { file, exitCode, stdout } = await run(FAILING);
  expect(exitCode).toBe(1);
  expect(stdout).toContain(`  ✗ everything else goes to the cart, too  ${file}:6
      route: expected shop/shop, got none

      Gateway infra/public
      └─ listener http  HTTP, port 80
         └─ answers 404
`);
  expect(stdout).toContain(`  ✗ no client can send this  ${file}:9
      method: "G T" is none that HTTP allows
`);
  expect(stdout).toContain('\n1 passed, 2 failed\n');
});

test('junit tells failures from requests that cannot be simulated', async () => {
  const { stdout } = await run(FAILING, ['--format', 'junit']);
  expect(stdout).toContain('<testsuites name="gwql test" tests="3" failures="1" errors="1">');
  expect(stdout).toContain('<failure type="expectation" message="route: expected shop/shop, got none">');
});

test('json has each test with its answer', async () => {
  const { stdout } = await run(FAILING, ['--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({
    passed: 1,
    failed: 2,
    tests: [
      { line: 3, passed: true, answer: { outcome: 'FORWARDED' } },
      { line: 6, passed: false, problems: ['route: expected shop/shop, got none'] },
      { line: 9, passed: false, answer: null },
    ],
  });
});

test('github gets an annotation for each failure', async () => {
  const { file, stdout } = await run(FAILING, ['--format', 'github']);
  expect(stdout).toContain(`::error file=${file},line=6,title=everything else goes to the cart%2C too::`);
  expect(stdout).toContain('::notice title=gwql test::1 passed, 2 failed');
});

test('--against tests what a change would do', async () => {
  const change = join(await temporaryFolder(), 'change.yaml');
  await writeFile(
    change,
    SHOP.slice(0, SHOP.lastIndexOf('---')).replace('name: cart, port', 'name: gone, port'),
  );
  const { exitCode, stdout } = await run(PASSING, ['--against', change]);
  expect(exitCode).toBe(1);
  expect(stdout).toContain('backend: expected shop/cart, got shop/gone:8080 (1, which is answered with 500)');
});

test('more tests than one query holds are all asked', async () => {
  const many = Array.from(
    { length: 250 },
    () => '- {request: http://shop.example.com/cart, expect: {backend: shop/cart}}',
  );
  const { exitCode, stdout } = await run(`tests:\n${many.join('\n')}\n`);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('\n250 passed\n');
});

test.each([
  ['a file that is not there', ['test', 'no-such.yaml'], 'no-such.yaml: cannot be read'],
  [
    'standard input for two things',
    ['test', '-', '--manifests', '-'],
    'Standard input can hold tests or manifests',
  ],
  ['no file', ['test'], 'file'],
])('%s exits with 2 and words', async (_what, argv, words) => {
  const { exitCode, stdout, stderr } = await cliRun(argv);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(words);
});
