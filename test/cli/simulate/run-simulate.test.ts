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
  - name: moved
    matches: [{path: {value: /old}}]
    filters:
    - {type: RequestRedirect, requestRedirect: {statusCode: 301, path: {type: ReplacePrefixMatch, replacePrefixMatch: /new}}}
  - matches: [{path: {value: /cart}}]
    timeouts: {request: 10s, backendRequest: 2s}
    filters:
    - {type: URLRewrite, urlRewrite: {hostname: cart.internal, path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}
    - {type: RequestHeaderModifier, requestHeaderModifier: {set: [{name: x-tenant, value: shop}], remove: [cookie]}}
    - {type: ResponseHeaderModifier, responseHeaderModifier: {remove: [server]}}
    - {type: RequestMirror, requestMirror: {percent: 5, backendRef: {name: recorder, port: 80}}}
    backendRefs:
    - {name: cart, port: 8080, weight: 3}
    - {name: gone, port: 8080}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {ports: [{port: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: recorder, namespace: shop}
spec: {ports: [{port: 80}]}
`;

async function simulate(argv: readonly string[], manifests = SHOP): Promise<CliRun> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'shop.yaml'), manifests);
  return await cliRun(['simulate', ...argv, '--manifests', folder], {
    actions: { openQuery: openManifests },
  });
}

test('the way of a request is drawn from the Gateway to the backends, with all that happens to it', async () => {
  const url = 'http://shop.example.com/cart/1?x=y';
  const { exitCode, stdout, stderr } = await simulate([url, '-H', 'Cookie: a=b', '-X', 'POST']);
  expect(stdout).toBe(`POST http://shop.example.com/cart/1?x=y

Gateway infra/public
└─ listener http  HTTP, port 80
   └─ HTTPRoute shop/shop  rules[1], matches[0]
      ├─ host shop.example.com becomes cart.internal
      ├─ path /cart/1?x=y becomes /1?x=y
      ├─ header x-tenant: shop
      ├─ without header Cookie
      ├─ timeouts: request 10s, backend request 2s
      ├─ copy of 5 % to Service shop/recorder:80
      ├─ 75 %  Service shop/cart:8080
      ├─ 25 %  Service shop/gone:8080  answered 500 in its place
      │  └─ ✗ BackendNotFound: Service shop/gone does not exist
      └─ response: remove server

! FORWARDED: forwarded to Service shop/cart; 25 % of such requests get an error
`);
  expect([exitCode, stderr]).toEqual([0, '']);
});

test('an answer of the gateway itself is the end of the way', async () => {
  const { stdout } = await simulate(['http://shop.example.com/old/a']);
  expect(stdout).toContain(`   └─ HTTPRoute shop/shop  rules[0] "moved", matches[0]
      └─ answers 301 to http://shop.example.com/new/a

✓ REDIRECTED: `);
  expect((await simulate(['http://shop.example.com/'])).stdout).toContain(`   └─ answers 404

✗ NO_ROUTE: `);
});

test('--explain says why each candidate got it or did not', async () => {
  const { stdout } = await simulate(['http://shop.example.com/cart', '--explain']);
  expect(stdout).toMatch(/^won +HTTPRoute shop\/shop, rules\[1\], matches\[0\] on shop\.example\.com: /m);
  expect(stdout).toMatch(/^no match +HTTPRoute shop\/shop, rules\[0\] "moved", matches\[0\]/m);
});

test('--route says why a route does not get it, even where it is not there', async () => {
  const { stdout } = await simulate(['http://shop.example.com/cart', '--route', 'shop/next']);
  expect(stdout).toMatch(/^not considered +HTTPRoute shop\/next: .*does not exist/m);
});

const CHANGE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: canary, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  hostnames: [shop.example.com]
  rules: [{matches: [{path: {value: /cart/new}}], backendRefs: [{name: recorder, port: 80}]}]
`;

test('--against draws the way before and after what is applied', async () => {
  const file = join(await temporaryFolder(), 'change.yaml');
  await writeFile(file, CHANGE);
  const { exitCode, stdout } = await simulate(['http://shop.example.com/cart/new', '--against', file]);
  expect(exitCode).toBe(0);
  const [, before = '', after = ''] = /\nBefore\n([\s\S]*)\nAfter\n([\s\S]*)/.exec(stdout) ?? [];
  expect(before).toContain('HTTPRoute shop/shop  rules[1]');
  expect(after).toContain('HTTPRoute shop/canary  rules[0]');
  const { stdout: same } = await simulate(['http://shop.example.com/old', '--against', file]);
  expect(same).toContain('What is applied changes nothing for this request.');
});

test('what is wrong with a file that is to be applied is told with its place', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.yaml'), CHANGE);
  await writeFile(join(folder, 'b.yaml'), 'kind: HTTPRoute\nmetadata: [\n');
  const { exitCode, stdout, stderr } = await simulate(['/', '--against', folder]);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^gwql: \S+\/b\.yaml:\d+:\d+: not YAML/);
});

test('--format json is the answer as GraphQL has it', async () => {
  const { stdout } = await simulate(['http://shop.example.com/old', '--format', 'json']);
  expect(JSON.parse(stdout)).toMatchObject({ before: { outcome: 'REDIRECTED', statusCode: 301 } });
});

test('without --gateway the only one is taken, and of several one has to be chosen', async () => {
  const second = SHOP.replace('{name: public, namespace: infra}', '{name: other, namespace: infra}');
  const { exitCode, stdout, stderr } = await simulate(['/'], `${SHOP}\n---\n${second}`);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toBe('gwql: There are 2 Gateways: choose one with --gateway: infra/other, infra/public\n');
  const none = await simulate(['/'], 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n');
  expect(none.stderr).toContain('There is no Gateway');
});

test.each([
  ['a header without a colon', ['/', '-H', 'secret-token'], '--header must be a name, a colon and a value'],
  ['a Gateway without namespace', ['/', '--gateway', 'public'], '--gateway is "public"'],
  ['a method that HTTP does not know', ['/', '-X', 'GE T'], 'method'],
  ['an unknown scheme', ['gopher://a'], 'gopher'],
])('%s exits with 2 and words', async (_what, argv, words) => {
  const { exitCode, stdout, stderr } = await simulate(argv);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toContain(words);
  expect(stderr).not.toContain('secret-token');
});

test('what manifests say does nothing to a terminal', async () => {
  const evil = SHOP.replace('value: shop}', 'value: "\\e[31mred"}');
  const { stdout } = await simulate(['http://shop.example.com/cart'], evil);
  expect(stdout).toContain('header x-tenant: \\u{1b}[31mred');
});
