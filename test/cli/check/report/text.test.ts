import { expect, test } from 'vitest';
import { cliRun } from '../../../support/cli-run.ts';
import { putFiles } from '../../../support/put-files.ts';
import { SHOP, SOUND } from '../shop-files.ts';

async function text(files: Readonly<Record<string, string>>, ...argv: string[]): Promise<string> {
  const folder = await putFiles(files);
  const { stdout } = await cliRun(['check', folder, ...argv]);
  return stdout.replaceAll(`${folder}/`, '');
}

test('what is found is told by file, with the line and what to do', async () => {
  expect(await text(SHOP)).toBe(`gateways.yaml
  7:3     note    GatewayClass public is in none of the files: a controller with every feature is assumed  GATEWAY_CLASS_ASSUMED
                  Add the GatewayClass to the files to have its controller and features taken into account.

routes.yaml
  14:7    error   Service shop/cart has no TCP port 8080; it has 80  BACKEND_PORT_NOT_FOUND
     14 │     - name: cart
        │       ^^^^^^^^^^ HTTPRoute shop/cart spec.rules[0].backendRefs[1]
          8080 is a targetPort; write port: 80.

  16:7    note    Service shop/search is in none of the files  REFERENCE_NOT_CHECKED

1 error, 2 notes in 2 of 3 files with 3 objects
1 note about what is in none of the files: --complete takes the files as the whole cluster, --assume says what exists elsewhere
`);
});

test('where nothing is found, that is said in a line', async () => {
  const ignored = ['--ignore', 'REFERENCE_NOT_CHECKED', '--ignore', 'GATEWAY_CLASS_ASSUMED'];
  expect(await text(SOUND, ...ignored)).toBe('nothing found in 3 files with 3 objects\n');
});

test('people at a terminal get colours, and lines that fit it', async () => {
  const folder = await putFiles(SHOP);
  const run = async (env: Record<string, string>) =>
    (await cliRun(['check', folder], { tty: true, columns: 72, env })).stdout;
  const coloured = await run({});
  expect(coloured).toContain('\u001b[31merror  \u001b[39m');
  const plain = await run({ NO_COLOR: '1' });
  expect(plain).not.toContain('\u001b');
  const lines = plain.split('\n').filter((line) => line.startsWith(' '));
  expect(lines.filter((line) => line.length > 72)).toEqual([]);
  expect(plain).toContain(`
     14 │     - name: cart
        │       ^^^^^^^^^^
        │ HTTPRoute shop/cart spec.rules[0].backendRefs[1]
`);
});

test('a line of any length is shown around the field, and does nothing to the terminal', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {ports: [{port: 80}]}\n';
  const annotations = { note: `${'x'.repeat(500)}\u202e` };
  const route = JSON.stringify({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'cart', namespace: 'shop', annotations },
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'cart' }],
      rules: [{ backendRefs: [{ name: 'cart', port: 81 }] }],
    },
  });
  const report = await text({ 'a.yaml': service, 'b.json': route });
  const [, shown = '', mark = ''] = report.split('\n').slice(1);
  expect(shown).toContain('{"name":"cart","port":81}');
  expect(shown.length).toBeLessThan(180);
  expect(shown.slice(mark.indexOf('^'))).toMatch(/^\{"name":"cart"/);
  expect(report).not.toContain('\u202e');
});

test('a slip of the pen is told beside the note', async () => {
  const files = { ...SHOP, 'routes.yaml': SHOP['routes.yaml'].replace('name: public', 'name: pubic') };
  expect(await text(files)).toContain(`
  8:5     note    Gateway infra/pubic is in none of the files  REFERENCE_NOT_CHECKED
                  Did you mean Gateway infra/public?
`);
});

test('what was made from templates is told by template', async () => {
  const stdin = `---\n# Source: shop/templates/route.yaml\n${SHOP['routes.yaml']}`;
  const { stdout } = await cliRun(['check', '-'], { stdin });
  expect(stdout).toContain('shop/templates/route.yaml (lines are those of stdin)\n  10:5 ');
});

test('a grant that may be elsewhere can be assumed, and the report says how', async () => {
  const files = {
    ...SOUND,
    'routes.yaml': SOUND['routes.yaml'].replace('name: search', 'name: search\n      namespace: web'),
  };
  const hint =
    '1 reference without a ReferenceGrant: where it is applied from elsewhere, --assume ReferenceGrant/NAMESPACE/NAME says so\n';
  expect(await text(files)).toContain(hint);
  expect(await text(files, '--complete')).not.toContain(hint);
  const assumed = await text(files, '--assume', 'ReferenceGrant/web/shop');
  expect(assumed).not.toContain('REFERENCE_NOT_PERMITTED');
});
