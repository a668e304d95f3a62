import { stringify } from 'yaml';
import { createResolvers } from '../../resolvers/index.ts';
import type { CliActions } from '../../src/cli/cli-actions.ts';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import { suppose } from '../../src/cluster/hypothetical/suppose.ts';
import { RequestContext } from '../../src/context/request-context.ts';
import { SiteIndex } from '../../src/context/site-index.ts';
import { compilePattern, patternProblem } from '../../src/execution/compile-pattern.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../src/loaders/route-index-cache.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { makeSchema } from '../../src/schema.ts';

const { schema } = makeSchema({ createResolvers });
const sites = new SiteIndex(referenceTable);

/** What `main.ts` does for commands that ask about manifests, in this process. */
export const openManifests: CliActions['openQuery'] = async ({ source }, { budget, pageSize }) => {
  const cluster = await connectManifests({
    name: 'test',
    paths: source.manifests,
    freeze: true,
  });
  const services = {
    clusters: [cluster],
    sites,
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    verdicts: new VerdictCache(),
    now: Date.now,
    printYaml: (value: unknown) => stringify(value),
    patternProblem,
  };
  const context = new RequestContext(services, { credentials: {}, pageSize, budget });
  return { schema, context, warnings: [], close: () => cluster.close() };
};
