import { onTestFinished } from 'vitest';
import { connectKubernetes, type KubernetesCluster } from '../../src/cluster/live/connect-kubernetes.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { isPromise } from '../../src/kube/maybe-promise.ts';
import { gatewayClass, httpRoute, service } from './api-objects.ts';
import type { ApiServerDouble } from './api-server-double/api-server-double.ts';
import type { ApiServerDoubleOptions } from './api-server-double/double-options.ts';
import { writeKubeconfig } from './api-server-double/write-kubeconfig.ts';
import { startDouble } from './live-cluster.ts';
import { type ManualRuntime, manualRuntime } from './manual-runtime.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

const OBJECTS = [httpRoute('shop', 'cart'), service('shop', 'cart'), gatewayClass('public')];

export interface CachedCluster {
  readonly double: ApiServerDouble;
  readonly runtime: ManualRuntime;
  readonly cluster: KubernetesCluster;
  /** What the operator was told. */
  readonly warnings: readonly string[];
  open(): ClusterReader;
  ready(): Promise<void>;
}

interface CachedOptions extends ApiServerDoubleOptions {
  readonly token?: string;
  readonly objects?: readonly JsonObject[];
  readonly prepare?: (double: ApiServerDouble) => void | Promise<void>;
}

/** A double, and a cluster behind a cache that reads it; both go when the test has finished. */
export async function cachedCluster({
  token,
  objects = OBJECTS,
  prepare,
  ...options
}: CachedOptions = {}): Promise<CachedCluster> {
  const double = await startDouble(options);
  double.add(...objects);
  const kubeconfig = `${await temporaryFolder()}/kubeconfig`;
  await writeKubeconfig(kubeconfig, double, token === undefined ? {} : { user: { token } });
  await prepare?.(double);
  const runtime = manualRuntime();
  const warnings: string[] = [];
  const onWarning = (message: string) => warnings.push(message);
  const cluster = await connectKubernetes(
    { kubeconfig, userAgentVersion: '0.0.0-test', cache: 'shared', onWarning },
    runtime,
  );
  onTestFinished(() => cluster.close());
  const open = () => cluster.openReader({ credentials: {} });
  return {
    double,
    runtime,
    cluster,
    warnings,
    open,
    ready: async () => {
      await until(async () => (await cluster.readiness()).ready, 'ready');
      await until(() => !isPromise(open().versions()), 'versions');
    },
  };
}

/** The value itself: an answer from memory is no promise. */
export function fromMemory<T>(answer: T | Promise<T>): T {
  if (isPromise(answer)) throw new Error('the answer did not come from memory');
  return answer;
}
