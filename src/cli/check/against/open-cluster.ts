import { runsInPod } from '../../../config/choose-source.ts';
import type { ConnectedCluster } from '../../../kube/connected-cluster.ts';
import { type CliIo, tell } from '../../cli-io.ts';
import type { CheckConfig } from '../check-config.ts';

export interface OpenClusterOptions {
  readonly config: Pick<CheckConfig, 'kubeconfig' | 'context'>;
  readonly io: Pick<CliIo, 'env' | 'stderr'>;
  readonly version: string;
}

/**
 * The cluster to compare with: that of --kubeconfig and --context; in a pod, its own; else that of the current context.
 * Code for live clusters is loaded only here. Rejects with KubeconfigError.
 */
export async function openCluster({ config, io, version }: OpenClusterOptions): Promise<ConnectedCluster> {
  const { kubeconfig, context } = config;
  const { connectKubernetes } = await import('../../../cluster/live/connect-kubernetes.ts');
  const { systemRuntime } = await import('../../../cluster/live/runtime.ts');
  const isNamed = kubeconfig !== undefined || context !== undefined;
  const source = !isNamed && runsInPod(io.env) ? { inCluster: true } : { kubeconfig, context };
  const onWarning = (sentence: string) => tell(io, sentence);
  return connectKubernetes({ ...source, userAgentVersion: version, onWarning }, systemRuntime(io.env));
}
