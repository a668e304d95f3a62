import type { KubeConfig } from '@kubernetes/client-node';
import { asString } from '../../kube/json.ts';
import { chooseContext } from './choose-context.ts';
import type { ChosenContext } from './chosen-context.ts';
import { clientNodeEntries } from './client-node-entries.ts';
import { impersonationHeaders } from './impersonation-headers.ts';
import { inClusterContext } from './in-cluster-config.ts';
import { readKubeconfig } from './kubeconfig-document.ts';
import { kubeconfigFiles } from './kubeconfig-files.ts';
import { OidcAuthenticator } from './oidc-authenticator.ts';
import type { Runtime } from './runtime.ts';

/** Where the kubeconfig is and which context of it is meant. */
export interface KubeconfigSource {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly inCluster?: boolean | undefined;
}

/** One context, ready to authenticate with. */
export interface ClusterAccess {
  readonly contextName: string;
  /** `https://host:port/base`, without a slash at the end. */
  readonly server: string;
  readonly proxyUrl: string | undefined;
  /** With the context's own user. */
  readonly own: KubeConfig;
  /** The same cluster without any of the user's credentials: for the tokens of callers. */
  readonly anonymous: KubeConfig;
  readonly impersonation: Readonly<Record<string, readonly string[]>>;
  /** Equal when nothing was changed in the files since. */
  readonly fingerprint: string;
}

/** Reads the kubeconfig and hands one context to client-node, which knows every way to authenticate. */
export async function loadKubeconfig(source: KubeconfigSource, runtime: Runtime): Promise<ClusterAccess> {
  const context = source.inCluster
    ? await inClusterContext(runtime)
    : chooseContext(await readKubeconfig(kubeconfigFiles(source.kubeconfig, runtime.env)), source.context);
  return {
    contextName: context.name,
    server: (asString(context.cluster['server']) ?? '').replace(/\/+$/, ''),
    proxyUrl: asString(context.cluster['proxy-url']) || undefined,
    own: await kubeConfigOf(context, runtime),
    anonymous: await kubeConfigOf({ ...context, user: {} }, runtime),
    impersonation: impersonationHeaders(context.user),
    fingerprint: JSON.stringify(context),
  };
}

/** client-node costs a quarter of a second to load, so only who reads a live cluster does. */
async function kubeConfigOf(context: ChosenContext, runtime: Runtime): Promise<KubeConfig> {
  const { KubeConfig: Config } = await import('@kubernetes/client-node');
  const config = new Config();
  config.addAuthenticator(new OidcAuthenticator(runtime.now));
  // client-node ignores the cluster's authority where a context has no user: there always is one.
  const { cluster, user } = await clientNodeEntries(context);
  config.loadFromString(
    JSON.stringify({
      clusters: [{ name: 'cluster', cluster }],
      users: [{ name: 'user', user }],
      contexts: [{ name: 'context', context: { cluster: 'cluster', user: 'user' } }],
      'current-context': 'context',
    }),
  );
  return config;
}
