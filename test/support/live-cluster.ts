import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  type ConnectOptions,
  connectKubernetes,
  type KubernetesCluster,
} from '../../src/cluster/live/connect-kubernetes.ts';
import { type Runtime, systemRuntime } from '../../src/cluster/live/runtime.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { type ApiServerDouble, startApiServerDouble } from './api-server-double/api-server-double.ts';
import type { ApiServerDoubleOptions } from './api-server-double/double-options.ts';
import { writeKubeconfig } from './api-server-double/write-kubeconfig.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Time that a test moves itself; nothing waits. */
export interface TestRuntime extends Runtime {
  readonly sleeps: number[];
  advance(ms: number): void;
}

export function testRuntime(env: Runtime['env'] = {}): TestRuntime {
  let time = Date.parse('2026-11-23T12:00:00Z');
  const sleeps: number[] = [];
  return {
    ...systemRuntime(),
    env,
    now: () => time,
    random: () => 0,
    sleeps,
    sleep: async (ms) => {
      sleeps.push(ms);
      time += ms;
    },
    advance: (ms) => {
      time += ms;
    },
  };
}

export async function startDouble(options: ApiServerDoubleOptions = {}): Promise<ApiServerDouble> {
  const double = await startApiServerDouble(options);
  onTestFinished(() => double.close());
  return double;
}

export interface LiveCluster {
  readonly double: ApiServerDouble;
  readonly cluster: KubernetesCluster;
  readonly runtime: TestRuntime;
  readonly warnings: string[];
  /** A reader, as a new execution would get it. */
  open(bearerToken?: string): ClusterReader;
}

interface LiveClusterOptions extends ApiServerDoubleOptions {
  /** Fields of the kubeconfig's user. */
  readonly user?: JsonObject;
  /** Fields of the kubeconfig's cluster. */
  readonly cluster?: JsonObject;
  readonly connect?: Partial<ConnectOptions>;
}

/** A double and a connection to it over a kubeconfig; both go when the test has finished. */
export async function liveCluster(options: LiveClusterOptions = {}): Promise<LiveCluster> {
  const { user, cluster: clusterFields, connect, ...doubleOptions } = options;
  const double = await startDouble(doubleOptions);
  const kubeconfig = join(await temporaryFolder(), 'kubeconfig');
  await writeKubeconfig(kubeconfig, double, {
    ...(user === undefined ? {} : { user }),
    ...(clusterFields === undefined ? {} : { cluster: clusterFields }),
  });
  const runtime = testRuntime();
  const warnings: string[] = [];
  const cluster = await connectKubernetes(
    { kubeconfig, userAgentVersion: '0.0.0-test', onWarning: (text) => warnings.push(text), ...connect },
    runtime,
  );
  onTestFinished(() => cluster.close());
  return {
    double,
    cluster,
    runtime,
    warnings,
    open: (bearerToken) => cluster.openReader({ credentials: { bearerToken } }),
  };
}
