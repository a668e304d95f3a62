import { afterAll, beforeAll, expect, test } from 'vitest';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { type StartedServer, startServer } from '../web/started-server.ts';
import { askServer } from './ask-server.ts';
import { eventually } from './eventually.ts';
import { sandboxForFile } from './sandbox-for-file.ts';

const { scene } = sandboxForFile();
let holding: StartedServer | undefined;
let reading: StartedServer | undefined;

beforeAll(async () => {
  const { kubeconfig, context, outage } = scene().target;
  if (outage === undefined) return;
  const where = ['--kubeconfig', kubeconfig, ...(context === undefined ? [] : ['--context', context])];
  [holding, reading] = await Promise.all([
    startServer([...where, '--auth', 'none']),
    startServer([...where, '--auth', 'none', '--cache', 'off']),
  ]);
});

afterAll(async () => {
  await Promise.all([holding?.stop(), reading?.stop()]);
});

function service(name: string): JsonObject {
  const metadata = { namespace: scene().sandbox.shop, name };
  return { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ port: 80 }] } };
}

async function ask(server: StartedServer | undefined, name: string) {
  if (server === undefined) throw new Error('the server is there once a test runs');
  const query = `{ service(namespace: "${scene().sandbox.shop}", name: "${name}") { metadata { name } } }`;
  const { data, codes, cluster } = await askServer(server.url, query);
  const { name: found } = asObject(asObject(data['service'])['metadata']);
  return { found, codes, stale: cluster['stale'], dataAge: Number(cluster['dataAge']) };
}

test('while the API server is away what is held is answered and says how old it is; then what was missed arrives', async ({
  skip,
}) => {
  const { outage } = scene().target;
  if (outage === undefined) {
    skip(
      'the API server of a real cluster is not ours to stop; npm run test:e2e without --kubeconfig tries this',
    );
    return;
  }
  await eventually(async () => (await ask(holding, 'web')).found === 'web');
  await eventually(async () => (await ask(holding, 'web')).stale === false);
  expect(await ask(reading, 'web')).toMatchObject({ found: 'web', codes: [] });
  await outage.begin();
  try {
    await eventually(async () => (await ask(holding, 'web')).stale === true);
    const { dataAge, ...held } = await ask(holding, 'web');
    expect(held).toEqual({ found: 'web', codes: [], stale: true });
    await eventually(async () => (await ask(holding, 'web')).dataAge > dataAge);
    expect(await ask(reading, 'web')).toMatchObject({ found: undefined, codes: ['CLUSTER_UNAVAILABLE'] });
    outage.change(service('made-while-away'));
    expect(await ask(holding, 'made-while-away')).toMatchObject({ found: undefined, stale: true });
  } finally {
    await outage.end();
  }
  await eventually(async () => (await ask(holding, 'made-while-away')).found === 'made-while-away');
  await eventually(async () => (await ask(holding, 'web')).stale === false);
  await eventually(async () => (await ask(reading, 'made-while-away')).found === 'made-while-away');
});
