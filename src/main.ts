#!/usr/bin/env node
import './cli/require-node.ts';
import process from 'node:process';
import { createResolvers } from '../resolvers/index.ts';
import type { CliActions, OpenedQuery, QueryExecution } from './cli/cli-actions.ts';
import { runCli } from './cli/run-cli.ts';
import { readCrdFiles } from './cli/schema-generate/read-crd-files.ts';
import type { QueryConfig } from './config/query-config.ts';
import { RequestContext } from './context/request-context.ts';
import { SiteIndex } from './context/site-index.ts';
import { compilePattern, patternProblem } from './execution/compile-pattern.ts';
import { IndexCache } from './loaders/index-cache.ts';
import { RouteIndexCache } from './loaders/route-index-cache.ts';
import { openClusters } from './open-clusters.ts';
import { printWholeSchema } from './print-schema.ts';
import { readVersion } from './read-version.ts';
import { makeSchema } from './schema.ts';

const { env, stdin, stdout, stderr } = process;
const version = readVersion();

const actions: CliActions = {
  serve: async (config) => {
    const { serve } = await import('./serve.ts');
    return await serve({ config, createResolvers, env, stdin, stderr, signals: process, version });
  },
  openQuery,
  printSchema: async ({ crds, descriptions }) =>
    printWholeSchema(
      makeSchema({ createResolvers, crds: await readAllCrds(crds), describe: descriptions }).schema,
    ),
};

/** `gwql query`: one reader, one context, no server. */
async function openQuery(
  { source }: Pick<QueryConfig, 'source'>,
  execution: QueryExecution,
): Promise<OpenedQuery> {
  const warnings: string[] = [];
  const onWarning = (sentence: string) => warnings.push(sentence);
  const { readCapabilities } = await import('./read-capabilities.ts');
  const capabilities = await readCapabilities(source.capabilities);
  const { clusters } = await openClusters({ source, env, stdin, version, watch: false, onWarning });
  const { schema, references, policyKinds } = makeSchema({
    createResolvers,
    crds: await readAllCrds(source.crds),
  });
  const { stringify } = await import('yaml');
  const { suppose } = await import('./cluster/hypothetical/suppose.ts');
  const context = new RequestContext(
    {
      clusters,
      sites: new SiteIndex(references),
      indexes: new IndexCache(),
      routeIndexes: new RouteIndexCache(compilePattern),
      suppose,
      now: Date.now,
      printYaml: (value) => stringify(value),
      patternProblem,
      policyKinds,
      capabilities,
    },
    { credentials: {}, pageSize: execution.pageSize, budget: execution.budget },
  );
  return {
    schema,
    context,
    warnings,
    close: async () => void (await Promise.all(clusters.map((c) => c.close()))),
  };
}

async function readAllCrds(paths: readonly string[]): Promise<readonly unknown[]> {
  return (await Promise.all(paths.map(readCrdFiles))).flat();
}

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  version,
  io: { env, stdin, stdout, stderr },
  actions,
});
