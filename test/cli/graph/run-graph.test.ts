import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderSvg } from '../../../src/cli/graph/render-svg.ts';
import { drawDot } from '../../../src/gatewayapi/topology/drawing/draw-dot.ts';
import { type CliRun, cliRun } from '../../support/cli-run.ts';
import { openManifests } from '../../support/open-manifests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { objectsIn, topologyOver } from '../../support/topology-over.ts';

const SHOP = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: any
  listeners: [{name: http, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}]
  rules: [{backendRefs: [{name: gone, port: 80}]}]
`;

async function graph(argv: readonly string[], manifests = SHOP): Promise<CliRun> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'shop.yaml'), manifests);
  return await cliRun(['graph', ...argv, '--manifests', folder], { actions: { openQuery: openManifests } });
}

test('without a format it draws for Graphviz', async () => {
  const { exitCode, stdout, stderr } = await graph([]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/^digraph topology \{\n.*BackendNotFound.*\}\n$/s);
});

test('it draws for Mermaid', async () => {
  const { exitCode, stdout } = await graph(['--format', 'mermaid']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^flowchart LR\n.*BackendNotFound/s);
});

test('it draws a picture, in which every object can be read', async () => {
  const { exitCode, stdout, stderr } = await graph(['--format', 'svg']);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/<svg .*<\/svg>\s*$/s);
  for (const text of ['namespace infra', 'public', 'cart', 'gone', 'BackendNotFound', ' degraded']) {
    expect(stdout).toContain(`>${text}<`);
  }
});

test.each([
  ['Gateway/infra/public', 'cart'],
  ['gateway/infra/public', 'cart'],
  ['GatewayClass/any', 'public'],
  ['Service/shop/gone', 'cart'],
  ['Gateway.gateway.networking.k8s.io/infra/public', 'cart'],
])('the root %s leads to %s', async (root, found) => {
  const { exitCode, stdout } = await graph(['--root', root]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`<B>${found}</B>`);
});

test('depth and namespace say how much is drawn', async () => {
  const near = await graph(['--root', 'Gateway/infra/public', '--depth', '0']);
  expect(near.stdout).not.toContain('cart');
  expect((await graph(['--namespace', 'shop'])).stdout).toContain('<B>public</B>');
});

test.each([
  [
    ['--root', 'public'],
    '--root is "public", but must be a kind, a namespace and a name: Gateway/infra/public',
  ],
  [['--root', 'Gateway/infra/publik'], '--root: there is no Gateway infra/publik, and nothing names it'],
  [['--root', 'Gateway/public'], 'root: a Gateway is in a namespace: name it'],
  [['--root', 'Lamp/infra/public'], 'root: name the group of "Lamp"'],
  [['--depth', '-1'], '--depth'],
  [['--format', 'png'], '--format is "png", but must be one of dot, mermaid, svg.'],
  [
    ['--namespace', 'empty'],
    'there is nothing to draw: no Gateways, routes, grants or policies are in namespace empty',
  ],
])('%j is refused with a word on why', async (argv, message) => {
  const { exitCode, stdout, stderr } = await graph(argv);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('whatever is written in names, Graphviz can read the drawing', async () => {
  const cluster = (name: string) => objectsIn(SHOP.replaceAll('public', JSON.stringify(name)));
  const names = fc.string({ minLength: 1, maxLength: 30, unit: 'binary' });
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      expect(await renderSvg(drawDot(topologyOver(cluster(name))))).toContain('</svg>');
    }),
    { numRuns: 15, examples: [['\\N"<&>'], ['</TD>'], ['a\u0000b'], ['\ud800'], [']]>'], ['&#0;']] },
  );
});
