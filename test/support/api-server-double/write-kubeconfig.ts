import { writeFile } from 'node:fs/promises';
import type { JsonObject } from '../../../src/kube/json.ts';
import type { ApiServerDouble } from './api-server-double.ts';

interface KubeconfigParts {
  /** Fields of the user entry: `{ token }`, `{ exec }`, ... @default no credentials */
  readonly user?: JsonObject;
  /** Fields of the cluster entry besides its server and authority. */
  readonly cluster?: JsonObject;
  /** @default double */
  readonly context?: string;
}

/** A kubeconfig with one context that leads to the double, as JSON (which is YAML). */
export function kubeconfigFor(
  double: Pick<ApiServerDouble, 'url' | 'tls'>,
  parts: KubeconfigParts = {},
): string {
  const { user = {}, cluster = {}, context = 'double' } = parts;
  const authority =
    double.tls === undefined
      ? {}
      : { 'certificate-authority-data': Buffer.from(double.tls.certificate.cert).toString('base64') };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: context, cluster: { server: double.url, ...authority, ...cluster } }],
    users: [{ name: context, user }],
    contexts: [{ name: context, context: { cluster: context, user: context } }],
    'current-context': context,
  });
}

export async function writeKubeconfig(
  path: string,
  double: Pick<ApiServerDouble, 'url' | 'tls'>,
  parts: KubeconfigParts = {},
): Promise<string> {
  await writeFile(path, kubeconfigFor(double, parts), { mode: 0o600 });
  return path;
}
