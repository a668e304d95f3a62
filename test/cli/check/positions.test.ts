import { describe, expect, test } from 'vitest';
import { checkJson } from './check-json.ts';

const ROUTE = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{group: "", kind: Service, name: cart}]
`;

/** \`line:column CODE\` of what is told of standard input. */
async function placesIn(stdin: string, ...argv: string[]): Promise<readonly string[]> {
  const { findings } = await checkJson(['-', ...argv], { stdin });
  return findings.map(({ source, code }) => `${source.line}:${source.column} ${code}`);
}

describe('a finding is where its field is', () => {
  test('in the second document, behind comments', async () => {
    const first =
      '# the Service\napiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {ports: [{port: 80}]}\n';
    const second = `${ROUTE}  rules:\n  # the cart\n  - backendRefs:\n    - name: cart\n      port: 81\n`;
    expect(await placesIn(`${first}---\n${second}`)).toEqual(['15:7 BACKEND_PORT_NOT_FOUND']);
  });

  test('where an alias was resolved: at the anchor, which has to change', async () => {
    const rules = `  rules:
  - backendRefs: &refs
    - {name: pay, port: 80}
  - backendRefs: *refs
`;
    expect(await placesIn(`${ROUTE}${rules}`, '--complete', '--only', 'BACKEND_NOT_FOUND')).toEqual([
      '8:7 BACKEND_NOT_FOUND',
      '8:7 BACKEND_NOT_FOUND',
    ]);
  });

  test('where a map was merged', async () => {
    const rules = `  rules:
  - backendRefs:
    - &ref {name: pay, port: 80}
    - <<: *ref
      port: 81
`;
    expect(await placesIn(`${ROUTE}${rules}`, '--complete', '--only', 'BACKEND_NOT_FOUND')).toEqual([
      '8:12 BACKEND_NOT_FOUND',
      '9:7 BACKEND_NOT_FOUND',
    ]);
  });

  test('in JSON, on one line or on several', async () => {
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: { rules: [{ backendRefs: [{ name: 'pay', port: 80 }] }] },
    };
    const flat = JSON.stringify(route);
    const column = flat.indexOf('{"name":"pay"') + 1;
    const argv = ['--complete', '--only', 'BACKEND_NOT_FOUND'];
    expect(await placesIn(flat, ...argv)).toEqual([`1:${column} BACKEND_NOT_FOUND`]);
    expect(await placesIn(JSON.stringify(route, null, 2), ...argv)).toEqual(['12:11 BACKEND_NOT_FOUND']);
  });

  test('in an item of a List', async () => {
    const item = ROUTE.replaceAll(/^/gm, '  ').replace('  ', '- ').trimEnd();
    const list = `apiVersion: v1\nkind: List\nitems:\n${item}\n    rules: [{backendRefs: [{name: pay, port: 80}]}]\n`;
    expect(await placesIn(list, '--complete', '--only', 'BACKEND_NOT_FOUND')).toEqual([
      '9:28 BACKEND_NOT_FOUND',
    ]);
  });

  test('at the nearest field where it is left out', async () => {
    const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: public
  listeners:
  - name: https
    port: 443
    protocol: HTTPS
`;
    expect(await placesIn(gateway, '--only', 'LISTENER_WITHOUT_CERTIFICATE')).toEqual([
      '7:5 LISTENER_WITHOUT_CERTIFICATE',
    ]);
  });
});

describe('what a tool has made says what from', () => {
  const body = `${ROUTE}  rules: [{backendRefs: [{name: pay, port: 80}]}]\n`;
  const argv = ['-', '--complete', '--only', 'BACKEND_NOT_FOUND'];

  test('as helm does, for each document', async () => {
    const stdin = `---\n# Source: shop/templates/a.yaml\n${body}---\n# Source: shop/templates/b.yaml\n${body.replace('cart, n', 'pay, n')}`;
    const { findings } = await checkJson(argv, { stdin });
    expect(findings.map(({ source }) => source)).toEqual([
      { file: 'stdin', line: 8, column: 26, template: 'shop/templates/a.yaml' },
      { file: 'stdin', line: 16, column: 26, template: 'shop/templates/b.yaml' },
    ]);
  });

  test('also of what is no object', async () => {
    const stdin = '---\n# Source: shop/templates/notes.yaml\nhello: world\n';
    const { findings } = await checkJson(['-'], { stdin });
    expect(findings).toMatchObject([
      { code: 'MANIFEST_NOT_READ', source: { template: 'shop/templates/notes.yaml' } },
    ]);
  });

  test('as kustomize does', async () => {
    const origin =
      'metadata: {name: cart, namespace: shop, annotations: {config.kubernetes.io/origin: "path: base/route.yaml\\n"}}';
    const stdin = body.replace('metadata: {name: cart, namespace: shop}', origin);
    const { findings } = await checkJson(argv, { stdin });
    expect(findings.map(({ source }) => source.template)).toEqual(['base/route.yaml']);
  });
});
