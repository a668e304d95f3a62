import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { asList, asObject, type JsonObject } from '../../src/kube/json.ts';
import { type StartedServer, startServer } from '../web/started-server.ts';
import { grant, makeAccount, writeTokenKubeconfig } from './accounts.ts';
import { askServer, type ServerAnswer } from './ask-server.ts';
import { eventually } from './eventually.ts';
import { need, sandboxForFile } from './sandbox-for-file.ts';
import { serviceRules } from './service-rules.ts';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const READ = ['get', 'list', 'watch'];
const READER_RULES: readonly JsonObject[] = [
  { apiGroups: [GATEWAY_GROUP], resources: ['*'], verbs: READ },
  { apiGroups: [''], resources: ['services', 'namespaces'], verbs: READ },
];

const { scene } = sandboxForFile();
let folder = '';
let server: StartedServer | undefined;
const tokens = { stranger: '', local: '', full: '', leaving: '' };
let leavingBinding: JsonObject = {};

/** The service runs with what deploy/rbac.yaml gives, under a name of its own: the cluster may have the real one. */
beforeAll(async () => {
  const { sandbox, target } = scene();
  const serviceToken = await makeAccount(scene(), 'service');
  await grant(sandbox, 'service', serviceRules(), 'cluster');
  tokens.stranger = await makeAccount(scene(), 'stranger');
  tokens.local = await makeAccount(scene(), 'local');
  await grant(sandbox, 'local', READER_RULES, 'namespace');
  tokens.full = await makeAccount(scene(), 'full');
  await grant(sandbox, 'full', READER_RULES, 'cluster');
  tokens.leaving = await makeAccount(scene(), 'leaving');
  leavingBinding = await grant(sandbox, 'leaving', READER_RULES, 'cluster');
  folder = await mkdtemp(join(tmpdir(), 'gwql-e2e-'));
  const kubeconfig = await writeTokenKubeconfig(join(folder, 'kubeconfig'), target, serviceToken);
  server = await startServer(['--kubeconfig', kubeconfig, '--auth', 'token']);
  await eventually(async () => (await fetch(`${server?.url}/readyz`)).status === 200);
});

afterAll(async () => {
  await server?.stop();
  if (folder !== '') await rm(folder, { recursive: true });
});

beforeEach((context) => need(['HTTPRoute', 'Gateway', 'ReferenceGrant'], scene(), context));

function ask(query: string, token?: string): Promise<ServerAnswer> {
  if (server === undefined) throw new Error('the server is there once a test runs');
  return askServer(server.url, query, token);
}

/** The route of the sandbox, with its references. */
function route(token: string): Promise<ServerAnswer> {
  return ask(
    `{ httpRoute(namespace: "${scene().sandbox.shop}", name: "web") { spec { rules { backendRefs {
      name resolution { resolved reason message referent { metadata { name } } }
    } } } } }`,
    token,
  );
}

function backendRefs({ data }: ServerAnswer): readonly JsonObject[] {
  const [rule] = asList(asObject(asObject(data['httpRoute'])['spec'])['rules']);
  return asList(asObject(rule)['backendRefs']).map(asObject);
}

const reasonOf = (reference: JsonObject) => asObject(reference['resolution'])['reason'];

async function services(token: string): Promise<{ names: readonly string[]; answer: ServerAnswer }> {
  const selector = `gwql-e2e=${scene().sandbox.suffix}`;
  const answer = await ask(
    `{ services(labelSelector: "${selector}") { nodes { metadata { namespace name } } } }`,
    token,
  );
  const names = asList(asObject(answer.data['services'])['nodes']).map((node) => {
    const { namespace, name } = asObject(asObject(node)['metadata']);
    return `${namespace}/${name}`;
  });
  return { names, answer };
}

test('the rights of deploy/rbac.yaml are enough to be ready', async () => {
  expect((await fetch(`${server?.url}/readyz`)).status).toBe(200);
});

test('who shows no token is nobody, whatever the service may read', async () => {
  expect(await ask('{ gateways { nodes { metadata { name } } } }')).toMatchObject({
    status: 401,
    codes: ['UNAUTHENTICATED'],
    data: {},
  });
});

test('who shows a token that the cluster does not know is nobody', async () => {
  const answer = await ask(
    '{ gateways { nodes { metadata { name } } } }',
    'a-token-that-nobody-has-given-out',
  );
  expect(answer).toMatchObject({ status: 401, codes: ['UNAUTHENTICATED'], data: {} });
});

test('who has no rights sees nothing, and is told of what is hidden', async () => {
  const { names, answer } = await services(tokens.stranger);
  expect(names).toEqual([]);
  expect(answer.cluster['hidden']).toMatchObject([{ group: '', kind: 'Service' }]);
});

test('who may read one namespace sees what is in it, and is told that more is hidden', async () => {
  const { names, answer } = await services(tokens.local);
  expect(names).toEqual([`${scene().sandbox.shop}/web`]);
  expect(answer.cluster['hidden']).toMatchObject([{ group: '', kind: 'Service' }]);
});

test('references to other namespaces do not say whether their referent exists', async () => {
  const [web, cart, gone] = backendRefs(await route(tokens.local));
  expect(web && reasonOf(web)).toBe('ResolvedRefs');
  expect(cart).toMatchObject({
    name: 'cart',
    resolution: { resolved: false, reason: 'Forbidden', referent: null },
  });
  const asIfThere = JSON.parse(JSON.stringify(cart).replaceAll('cart', 'gone'));
  expect(gone).toEqual(asIfThere);
});

test('who may read all sees what resolves and what does not', async () => {
  const { backends, shop } = scene().sandbox;
  expect(backendRefs(await route(tokens.full)).map(reasonOf)).toEqual([
    'ResolvedRefs',
    'ResolvedRefs',
    'BackendNotFound',
  ]);
  const { names, answer } = await services(tokens.full);
  expect([...names].sort()).toEqual([`${backends}/cart`, `${backends}/search`, `${shop}/web`]);
  expect(answer.cluster['hidden']).toEqual([]);
});

test('a binding that is taken away takes what could be seen with it', async () => {
  expect((await services(tokens.leaving)).names).toContain(`${scene().sandbox.shop}/web`);
  await scene().sandbox.delete(leavingBinding);
  await eventually(async () => (await services(tokens.leaving)).names.length === 0);
  expect((await services(tokens.full)).names).toContain(`${scene().sandbox.shop}/web`);
});
