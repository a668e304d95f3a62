import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { connectKubernetes, type KubernetesCluster } from '../../src/cluster/live/connect-kubernetes.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import type { Credentials, ReaderOptions } from '../../src/kube/connected-cluster.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import type { ApiServerDouble } from './api-server-double/api-server-double.ts';
import type { User } from './api-server-double/authentication.ts';
import type { Rule } from './api-server-double/authorization.ts';
import type { ApiServerDoubleOptions } from './api-server-double/double-options.ts';
import type { LoggedRequest } from './api-server-double/logged-request.ts';
import { writeKubeconfig } from './api-server-double/write-kubeconfig.ts';
import { startDouble } from './live-cluster.ts';
import { type ManualRuntime, manualRuntime } from './manual-runtime.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

/** gwql's own user, who may read what the cache needs. */
export const SERVICE: User = { name: 'gwql', tokens: ['token-of-gwql'] };

export interface GatedCluster {
  readonly double: ApiServerDouble;
  readonly cluster: KubernetesCluster;
  readonly runtime: ManualRuntime;
  /** Readers for somebody with a token, as one execution gets them. */
  open(token: string): ClusterReader;
  openAs(credentials: Credentials): ClusterReader;
  /** A reader that asks the double for everything, as the caller. */
  direct(options: ReaderOptions): ClusterReader;
  /** What the double has received in somebody's name since the last time that this was asked. */
  newRequests(user: string): readonly LoggedRequest[];
  /** Before the test is over. */
  close(): Promise<void>;
}

interface GatedOptions extends ApiServerDoubleOptions {
  readonly objects?: readonly JsonObject[];
  readonly cache?: 'shared' | 'off';
  /** Credentials in the kubeconfig. @default the token of SERVICE */
  readonly user?: JsonObject;
}

/** A cluster whose callers have to say who they are; with a shared cache once everything is in it. */
export async function gatedCluster({
  objects = [],
  cache = 'shared',
  user = { token: 'token-of-gwql' },
  users = [],
  rules = [],
  ...options
}: GatedOptions): Promise<GatedCluster> {
  const everything: Rule = { users: [SERVICE.name] };
  const double = await startDouble({ ...options, users: [SERVICE, ...users], rules: [everything, ...rules] });
  double.add(...objects);
  const kubeconfig = join(await temporaryFolder(), 'kubeconfig');
  await writeKubeconfig(kubeconfig, double, { user });
  const runtime = manualRuntime();
  const cluster = await connectKubernetes(
    { kubeconfig, userAgentVersion: '0.0.0-test', cache, rights: 'callers' },
    runtime,
  );
  onTestFinished(() => cluster.close());
  const straight = await connectKubernetes(
    { kubeconfig, userAgentVersion: '0.0.0-direct', cache: 'off' },
    runtime,
  );
  onTestFinished(() => straight.close());
  const readsRelease = () =>
    double.requests.some(({ path }) => path.endsWith('/httproutes.gateway.networking.k8s.io'));
  await until(async () => (await cluster.readiness()).ready, 'ready');
  if (cache === 'shared') await until(readsRelease, 'the release is read');
  let seen = 0;
  return {
    double,
    cluster,
    runtime,
    open: (bearerToken) => cluster.openReader({ credentials: { bearerToken } }),
    openAs: (credentials) => cluster.openReader({ credentials }),
    direct: (options) => straight.openReader(options),
    close: async () => void (await Promise.all([cluster.close(), straight.close(), double.close()])),
    newRequests: (name) => {
      const fresh = double.requests.slice(seen);
      seen = double.requests.length;
      return fresh.filter((request) => request.user === name);
    },
  };
}
