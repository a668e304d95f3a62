import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { runProgram, startProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const GATEWAY = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: none
  listeners: [{name: http, port: 80, protocol: HTTP}]
`;

// each of them starts a process or two
vi.setConfig({ testTimeout: 60_000 });

async function ask(url: string, query: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
}

test('gwql query answers on the demo, and writes nothing but the answer', async () => {
  const { exitCode, stdout, stderr } = await runProgram(['query', '{ name source gateways { totalCount } }']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ data: { name: 'demo', source: 'MANIFESTS' } });
  expect(stderr).toBe('');
});

test('gwql query reads manifests from standard input', async () => {
  const argv = ['query', '--manifests', '-', '{ gateways { nodes { metadata { name } } } }'];
  const { exitCode, stdout } = await runProgram(argv, { stdin: GATEWAY });
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).data).toEqual({ gateways: { nodes: [{ metadata: { name: 'public' } }] } });
});

test('a broken manifest is told with its place on standard error, and the rest is served', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'a.yaml'), `${GATEWAY}---\nkind: [unclosed\n`);
  const argv = ['query', '--manifests', folder, '{ gateways { totalCount } }'];
  const { exitCode, stdout, stderr } = await runProgram(argv);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout).data).toEqual({ gateways: { totalCount: 1 } });
  expect(stderr).toMatch(/^gwql: .*a\.yaml:\d+:\d+: /);
});

test('gwql simulate draws the way of a request through the demo', async () => {
  const { exitCode, stdout, stderr } = await runProgram([
    'simulate',
    'https://www.demo.example/checkout/cart',
    '--gateway',
    'infra/public',
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toContain('└─ HTTPRoute shop/storefront  rules[2], matches[0]');
  expect(stdout).toContain('100 %  Service payments/checkout:8080');
});

test.each([
  [1, ['query', '{ nothing }']],
  [2, ['query', '--manifests', 'no/such/folder', '{ name }']],
  [2, ['serve', '--port', 'x']],
  [2, ['serve', '--tls-cert', 'no/such.crt', '--tls-key', 'no/such.key']],
])('the exit code is %d for %j', async (expected, argv) => {
  const { exitCode, stdout, stderr } = await runProgram(argv);
  expect(exitCode).toBe(expected);
  if (expected === 2) expect([stdout, stderr]).toEqual(['', expect.stringMatching(/\w/)]);
  else expect(JSON.parse(stdout)).toHaveProperty('errors');
});

test('gwql serve on a port in use exits with 2 and says what to do', async () => {
  const { url } = await startProgram([]);
  const { exitCode, stderr } = await runProgram(['serve', '--port', new URL(url).port]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('is in use');
});

test('gwql serve says what it reads first, answers, and ends with 0 on SIGTERM', async () => {
  const server = await startProgram([]);
  const [first = ''] = server.output().split('\n');
  expect(JSON.parse(first).msg).toContain('demo');
  const answer = await (await ask(server.url, '{ name httpRoutes(first: 1) { totalCount } }')).json();
  expect(answer).toMatchObject({ data: { name: 'demo' } });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await server.kill('SIGTERM')).toBe(0);
});

test('a connection gives no more than a page, with first as without', async () => {
  const folder = await temporaryFolder();
  const gateways = Array.from({ length: 5 }, (_, i) => GATEWAY.replace('public', `g${i}`));
  await writeFile(join(folder, 'all.yaml'), gateways.join('---\n'));
  const { url } = await startProgram(['--manifests', folder, '--max-page-size', '3']);
  const page = JSON.parse(
    await (await ask(url, '{ gateways { nodes { id } pageInfo { hasNextPage } totalCount } }')).text(),
  );
  expect(page.data.gateways).toMatchObject({ pageInfo: { hasNextPage: true }, totalCount: 5 });
  expect(page.data.gateways.nodes).toHaveLength(3);
  const more = JSON.parse(
    await (await ask(url, '{ gateways(first: 4) { nodes { id } pageInfo { hasNextPage } } }')).text(),
  );
  expect(more.data.gateways.nodes).toHaveLength(3);
  expect(more.data.gateways.pageInfo).toEqual({ hasNextPage: true });
});

test('no data of a Secret or ConfigMap reaches an answer, an error or the log', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'sub'));
  const marker = 'tr4ce-me';
  const encoded = Buffer.from(marker).toString('base64');
  const secret = (name: string, body: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: {name: ${name}, namespace: infra}\n${body}\n`;
  const documents = [
    GATEWAY.replace(
      'listeners: [',
      `listeners: [{name: https, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: pem}, {name: plain}, {name: odd}]}}, `,
    ),
    secret('plain', `stringData: {tls.crt: ${marker}, tls.key: ${marker}}`),
    secret('pem', `type: kubernetes.io/tls\ndata: {tls.crt: ${encoded}, tls.key: ${encoded}}`),
    secret('odd', `data: [${marker}, {a: ${encoded}}]`),
    secret('text', `data: ${marker}`),
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: applied\n  namespace: infra\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: '{"data":{"k":"${encoded}"}}'\n`,
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ca, namespace: infra}\ndata: {ca.crt: ${marker}}\nbinaryData: {b: ${encoded}}\n`,
    `apiVersion: v1\nkind: Secret\nmetadata: {name: broken}\nstringData: {password: "${marker}\n`,
  ];
  await writeFile(join(folder, 'all.yaml'), documents.slice(0, -1).join('---\n'));
  await writeFile(join(folder, 'sub', 'broken.yaml'), documents.at(-1) ?? '');
  await writeFile(join(folder, 'sub', 'broken.json'), `{"kind": "Secret", "stringData": {"p": "${marker}"`);

  const names = ['plain', 'pem', 'odd', 'text', 'applied', 'broken'];
  const secrets = names.map(
    (name) => `${name}: secret(namespace: "infra", name: "${name}") {
      id type keys manifest json: manifest(format: JSON) certificates { subject }
      metadata { annotation(key: "kubectl.kubernetes.io/last-applied-configuration") annotations }
    }
    any_${name}: object(kind: "Secret", group: "", namespace: "infra", name: "${name}") { manifest }`,
  );
  const query = `{
    ${secrets.join('\n')}
    ca: configMap(namespace: "infra", name: "ca") { keys manifest }
    gateways { nodes { manifest spec { listeners { tls { certificateRefs { name resolution {
      resolved reason message referent { manifest } warnings { message hint }
    } } } } } } }
  }`;
  const server = await startProgram(['--manifests', folder, '--log-level', 'trace']);
  const answer = await (await ask(server.url, query)).text();
  expect(JSON.parse(answer).data.pem.keys).toEqual(['tls.crt', 'tls.key']);
  const wrong = await (
    await ask(server.url, '{ secret(namespace: "infra", name: "pem") { data stringData } }')
  ).text();
  await server.kill('SIGTERM');
  const run = await runProgram(['query', '--manifests', folder, query]);
  for (const text of [answer, wrong, server.output(), run.stdout, run.stderr]) {
    expect(text).not.toContain(marker);
    expect(text).not.toContain(encoded);
  }
  expect(run.stderr).toContain('broken.yaml');
});
