import type { Environment } from './option-reader.ts';
import type { SourceConfig } from './source-config.ts';

export type SourceChoice =
  | { readonly kind: 'manifests'; readonly paths: readonly string[] }
  /** No contexts: the current one. No kubeconfig: $KUBECONFIG or ~/.kube/config. */
  | {
      readonly kind: 'kubernetes';
      readonly kubeconfig: string | undefined;
      readonly contexts: readonly string[];
    }
  /** The cluster that this process runs in. */
  | { readonly kind: 'inCluster' }
  | { readonly kind: 'demo' };

export interface ChosenSource {
  readonly choice: SourceChoice;
  /** What was given and does not count. */
  readonly warnings: readonly string[];
}

/**
 * Manifests, then a kubeconfig that was asked for, then the pod's own cluster, else the demo. A kubeconfig that merely
 * lies around is never used: whoever tries the demo must not read production by accident.
 */
export function chooseSource(
  { manifests, kubeconfig, contexts }: SourceConfig,
  { inPod }: { readonly inPod: boolean },
): ChosenSource {
  const asksForCluster = kubeconfig !== undefined || contexts.length > 0;
  if (manifests.length > 0) {
    const warnings = asksForCluster
      ? ['Manifests are read, and no cluster: --manifests goes before --kubeconfig and --context.']
      : [];
    return { choice: { kind: 'manifests', paths: manifests }, warnings };
  }
  if (asksForCluster) {
    return { choice: { kind: 'kubernetes', kubeconfig, contexts: [...new Set(contexts)] }, warnings: [] };
  }
  return { choice: { kind: inPod ? 'inCluster' : 'demo' }, warnings: [] };
}

/** Kubernetes tells every pod where its API server is. */
export function runsInPod(env: Environment): boolean {
  return Boolean(env['KUBERNETES_SERVICE_HOST']) && Boolean(env['KUBERNETES_SERVICE_PORT']);
}
