import { writeFile } from 'node:fs/promises';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { JsonObject } from '../../src/kube/json.ts';
import { loadConfig } from './load-config.ts';
import type { Sandbox } from './sandbox.ts';
import type { Scene } from './sandbox-for-file.ts';
import type { Target } from './target.ts';

const RBAC = 'rbac.authorization.k8s.io';
const TOKEN_SECONDS = 3_600;

/** Makes a ServiceAccount beside the routes; gives a token of it. */
export async function makeAccount({ target, sandbox }: Scene, name: string): Promise<string> {
  const namespace = sandbox.shop;
  await sandbox.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace, name } });
  const { status } = await loadConfig(target)
    .makeApiClient(CoreV1Api)
    .createNamespacedServiceAccountToken({
      namespace,
      name,
      body: { spec: { audiences: [], expirationSeconds: TOKEN_SECONDS } },
    });
  if (status?.token === undefined) throw new Error(`the API server gave no token for ${name}`);
  return status.token;
}

/** A role and its binding for an account; gives the binding, which takes the rights along when it goes. */
export async function grant(
  sandbox: Sandbox,
  account: string,
  rules: readonly JsonObject[],
  scope: 'namespace' | 'cluster',
): Promise<JsonObject> {
  const prefix = scope === 'cluster' ? 'Cluster' : '';
  const name = `gwql-e2e-${account}-${sandbox.suffix}`;
  const metadata = scope === 'cluster' ? { name } : { name, namespace: sandbox.shop };
  await sandbox.create({ apiVersion: `${RBAC}/v1`, kind: `${prefix}Role`, metadata, rules });
  const binding = {
    apiVersion: `${RBAC}/v1`,
    kind: `${prefix}RoleBinding`,
    metadata,
    roleRef: { apiGroup: RBAC, kind: `${prefix}Role`, name },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: sandbox.shop }],
  };
  await sandbox.create(binding);
  return binding;
}

/** A kubeconfig that leads to the target with a token. */
export async function writeTokenKubeconfig(path: string, target: Target, token: string): Promise<string> {
  const cluster = loadConfig(target).getCurrentCluster();
  if (cluster === null) throw new Error(`the kubeconfig ${target.kubeconfig} names no cluster`);
  const config = new KubeConfig();
  config.loadFromClusterAndUser(cluster, { name: 'account', token });
  await writeFile(path, config.exportConfig(), { mode: 0o600 });
  return path;
}
