import { stringify } from 'yaml';
import { createResolvers } from '../../../resolvers/index.ts';
import { suppose } from '../../../src/cluster/hypothetical/suppose.ts';
import { buildSnapshot } from '../../../src/cluster/manifest/manifest-snapshot.ts';
import { SourceFile } from '../../../src/cluster/manifest/source-file.ts';
import { ManifestReader } from '../../../src/cluster/manifest-reader.ts';
import { type ContextServices, RequestContext } from '../../../src/context/request-context.ts';
import { SiteIndex } from '../../../src/context/site-index.ts';
import { compilePattern } from '../../../src/execution/compile-pattern.ts';
import type { ConnectedCluster } from '../../../src/kube/connected-cluster.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';
import { IndexCache } from '../../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../../src/loaders/route-index-cache.ts';
import { VerdictCache } from '../../../src/loaders/verdict-cache.ts';
import { makeSchema } from '../../../src/schema.ts';

/** Objects in memory as a snapshot of manifests holds them, without the time that YAML takes. */
export function benchCluster(objects: readonly RawObject[]): ConnectedCluster {
  const document = { file: new SourceFile('bench.json', ''), isPublic: true, range: { start: 0, end: 0 } };
  const sourced = objects.map((object) => ({ object, source: { document, items: [] } }));
  const snapshot = buildSnapshot({ objects: sourced, problems: [] });
  return {
    name: 'bench',
    source: 'MANIFESTS',
    openReader: () => new ManifestReader(snapshot),
    readiness: async () => ({ ready: true }),
    close: async () => undefined,
  };
}

/** The schema of the server, made anew: those who serve it change it. */
export const benchSchema = () => makeSchema({ createResolvers });

export function benchServices(cluster: ConnectedCluster): ContextServices {
  return {
    clusters: [cluster],
    sites: new SiteIndex(benchSchema().references),
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    verdicts: new VerdictCache(),
    now: Date.now,
    printYaml: (value) => stringify(value),
  };
}

export const newContext = (services: ContextServices): RequestContext =>
  new RequestContext(services, { credentials: {} });
