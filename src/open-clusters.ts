import { join } from 'node:path';
import { formatProblem, type ManifestProblem } from './cluster/manifest/manifest-problem.ts';
import { chooseSource, runsInPod } from './config/choose-source.ts';
import type { Environment } from './config/option-reader.ts';
import type { SourceConfig } from './config/source-config.ts';
import type { ConnectedCluster } from './kube/connected-cluster.ts';
import { packageRoot } from './package-root.ts';

export interface OpenOptions {
  readonly source: SourceConfig;
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream;
  readonly version: string;
  /** Read manifests again when they change. */
  readonly watch: boolean;
  /** How clusters are read whose objects change. @default off */
  readonly cache?: 'shared' | 'off' | undefined;
  /** Whose rights count in clusters. @default own */
  readonly rights?: 'own' | 'callers' | undefined;
  /** Hears, in sentences, what the user should know; also later, when manifests were read again. */
  readonly onWarning: (sentence: string) => void;
  readonly onReload?: (() => void) | undefined;
}

export interface OpenedClusters {
  /** The default cluster first. */
  readonly clusters: readonly ConnectedCluster[];
  /** What is served, for the first line of the log. */
  readonly description: string;
  /** CRDs of the clusters, raw; they hold the documentation of what the clusters run. */
  crds(): Promise<readonly unknown[]>;
}

/**
 * Connects to what the configuration names. Throws ManifestPathError or KubeconfigError, which tell the user what
 * to change. Code for live clusters is loaded only where there is one: it takes a quarter of a second.
 */
export async function openClusters(options: OpenOptions): Promise<OpenedClusters> {
  const { choice, warnings } = chooseSource(options.source, { inPod: runsInPod(options.env) });
  for (const warning of warnings) options.onWarning(warning);
  switch (choice.kind) {
    case 'manifests':
      return await openManifests(
        options,
        'manifests',
        choice.paths,
        `manifests in ${choice.paths.join(', ')}`,
      );
    case 'demo':
      return await openManifests(
        options,
        'demo',
        [join(packageRoot(), 'examples', 'demo')],
        'the demo cluster, since nothing else was named: --manifests, --kubeconfig or --context does that',
      );
    case 'inCluster':
      return await openKubernetes(options, [{ inCluster: true }]);
    case 'kubernetes': {
      const contexts = choice.contexts.length === 0 ? [undefined] : choice.contexts;
      return await openKubernetes(
        options,
        contexts.map((context) => ({ kubeconfig: choice.kubeconfig, context })),
      );
    }
  }
}

async function openManifests(
  { stdin, watch, onWarning, onReload }: OpenOptions,
  name: string,
  paths: readonly string[],
  description: string,
): Promise<OpenedClusters> {
  const { connectManifests } = await import('./cluster/connect-manifests.ts');
  const onProblems = (problems: readonly ManifestProblem[]) => {
    for (const problem of problems) onWarning(formatProblem(problem));
  };
  const cluster = await connectManifests({ name, paths, stdin, watch, onProblems, onReload });
  return { clusters: [cluster], description, crds: async () => cluster.crds() };
}

interface ClusterSource {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly inCluster?: boolean;
}

async function openKubernetes(
  { env, version, cache, rights, onWarning }: OpenOptions,
  sources: readonly ClusterSource[],
): Promise<OpenedClusters> {
  const { connectKubernetes } = await import('./cluster/live/connect-kubernetes.ts');
  const { systemRuntime } = await import('./cluster/live/runtime.ts');
  const runtime = systemRuntime(env);
  const clusters = await Promise.all(
    sources.map((source) =>
      connectKubernetes({ ...source, userAgentVersion: version, cache, rights, onWarning }, runtime),
    ),
  );
  const names = clusters.map(({ name }) => name).join(', ');
  return {
    clusters,
    description: clusters.length === 1 ? `the cluster ${names}` : `the clusters ${names}`,
    crds: async () => (await clusters[0]?.crds()) ?? [],
  };
}
