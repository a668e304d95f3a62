import { access } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import type { ChosenContext } from './chosen-context.ts';
import { KubeconfigError } from './kubeconfig-error.ts';
import type { Runtime } from './runtime.ts';

/** The cluster that this process runs in as a pod, with the pod's own service account. */
export async function inClusterContext(runtime: Runtime): Promise<ChosenContext> {
  const host = runtime.env['KUBERNETES_SERVICE_HOST'];
  const port = runtime.env['KUBERNETES_SERVICE_PORT'];
  if (!host || !port) {
    throw new KubeconfigError(
      'this is no pod of a cluster (KUBERNETES_SERVICE_HOST is not set); use --kubeconfig FILE',
    );
  }
  const tokenFile = join(runtime.serviceAccountFolder, 'token');
  await access(tokenFile).catch(() => {
    throw new KubeconfigError(
      `this pod has no service account token at ${tokenFile}; set automountServiceAccountToken: true`,
    );
  });
  return {
    name: 'in-cluster',
    cluster: {
      server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
      'certificate-authority': join(runtime.serviceAccountFolder, 'ca.crt'),
    },
    user: { tokenFile },
  };
}
