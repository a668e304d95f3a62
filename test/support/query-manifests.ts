import type { FormattedExecutionResult } from 'graphql';
import { stringify } from 'yaml';
import { createResolvers } from '../../resolvers/index.ts';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import { suppose } from '../../src/cluster/hypothetical/suppose.ts';
import { RequestContext } from '../../src/context/request-context.ts';
import { SiteIndex } from '../../src/context/site-index.ts';
import { compilePattern, patternProblem } from '../../src/execution/compile-pattern.ts';
import { executeQuery } from '../../src/execution/execute-query.ts';
import type { Executor } from '../../src/execution/executor.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';
import type { CallerCredentials, ConnectedCluster } from '../../src/kube/connected-cluster.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../src/loaders/route-index-cache.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { makeSchema } from '../../src/schema.ts';

export interface ManifestQuery {
  /** Files and folders, read as one cluster. */
  readonly manifests: readonly string[];
  readonly query: string;
  readonly variables?: { readonly [name: string]: unknown };
  readonly pageSize?: number;
  /** Milliseconds since 1970; a fixed day by default, so that certificates do not expire in tests. */
  readonly now?: number;
  /** @default compiled */
  readonly executor?: Executor;
  /** What queries before have left. @default nothing */
  readonly indexes?: IndexCache;
}

const { schema } = makeSchema({ createResolvers });
const sites = new SiteIndex(referenceTable);

/** Asks the public API about manifests, in this process. Objects are frozen, so that a resolver that writes throws. */
export async function queryManifests(options: ManifestQuery): Promise<FormattedExecutionResult> {
  const cluster = await connectManifests({ name: 'test', paths: options.manifests, freeze: true });
  try {
    return await queryClusters({ ...options, clusters: [cluster] });
  } finally {
    await cluster.close();
  }
}

export interface ClusterQuery extends Omit<ManifestQuery, 'manifests'> {
  readonly clusters: readonly ConnectedCluster[];
  /** @default none */
  readonly credentials?: CallerCredentials;
  /** What queries share. @default nothing */
  readonly memory?: QueryMemory;
}

export interface QueryMemory {
  readonly indexes: IndexCache;
  readonly verdicts: VerdictCache;
}

export function queryMemory(): QueryMemory {
  return { indexes: new IndexCache(), verdicts: new VerdictCache() };
}

/** Asks the public API about connected clusters, the default one first. */
export async function queryClusters(options: ClusterQuery): Promise<FormattedExecutionResult> {
  const { credentials = {}, pageSize } = options;
  const memory = {
    ...(options.memory ?? queryMemory()),
    ...(options.indexes && { indexes: options.indexes }),
  };
  const services = {
    clusters: options.clusters,
    sites,
    ...memory,
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    now: () => options.now ?? Date.now(),
    printYaml: (value: unknown) => stringify(value),
    patternProblem,
  };
  return await executeQuery({
    schema,
    source: options.query,
    variables: options.variables,
    context: new RequestContext(services, { credentials, pageSize }),
    executor: options.executor,
    faultLog: (fault) => console.error('a resolver failed:', fault),
  });
}
