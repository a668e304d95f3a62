import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ApiServerDouble,
  startApiServerDouble,
} from '../support/api-server-double/api-server-double.ts';
import { writeKubeconfig } from '../support/api-server-double/write-kubeconfig.ts';
import { selfSigned } from '../support/certificates.ts';
import { missingRights } from './preflight.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'test-e2e.ts');

const TLS = { certificate: selfSigned({ cn: 'double', ipAddresses: ['127.0.0.1'] }) };

let folder = '';
let double: ApiServerDouble | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gwql-e2e-'));
  double = await startApiServerDouble({
    users: [
      { name: 'admin', tokens: ['admin'] },
      { name: 'careful', tokens: ['careful'] },
    ],
    rules: [{ users: ['admin'] }, { users: ['careful'], verbs: ['get', 'list', 'watch', 'delete'] }],
    rbac: true,
    tls: TLS,
  });
});

afterAll(async () => {
  await double?.close();
  await rm(folder, { recursive: true });
});

async function kubeconfigOf(token: string): Promise<string> {
  if (double === undefined) throw new Error('the double is there once a test runs');
  return await writeKubeconfig(join(folder, token), double, { user: { token } });
}

test('who may do everything lacks nothing', async () => {
  expect(await missingRights({ kubeconfig: await kubeconfigOf('admin'), context: undefined })).toEqual([]);
});

test('what somebody may not do is named, and nothing is made', async () => {
  const missing = await missingRights({ kubeconfig: await kubeconfigOf('careful'), context: undefined });
  expect(missing).toContain('create namespaces');
  expect(missing).toContain('create serviceaccounts/token');
  expect(missing).toContain('create clusterrolebindings.rbac.authorization.k8s.io');
  expect(missing.filter((right) => !right.startsWith('create '))).toEqual([]);
  expect(double?.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('review'))).toEqual(
    [],
  );
});

test('a cluster that cannot be reached is no place to begin', async () => {
  const kubeconfig = join(folder, 'nowhere');
  const gone = await startApiServerDouble({ tls: TLS });
  await gone.close();
  await writeKubeconfig(kubeconfig, gone);
  const run = spawnSync(process.execPath, [SCRIPT, '--kubeconfig', kubeconfig], { encoding: 'utf8' });
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(/^cannot ask the cluster of .*nowhere what may be made there: .*ECONNREFUSED/m);
});
