import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { readCrdFiles } from './cli/schema-generate/read-crd-files.ts';
import { suppose } from './cluster/hypothetical/suppose.ts';
import { collectMetrics } from './collect-metrics.ts';
import type { Environment } from './config/option-reader.ts';
import type { ServeConfig } from './config/serve-config.ts';
import { admitCaller } from './context/admit-caller.ts';
import { premisesOf } from './context/premises-of.ts';
import { type ContextServices, RequestContext } from './context/request-context.ts';
import { SiteIndex } from './context/site-index.ts';
import { compilePattern, patternProblem } from './execution/compile-pattern.ts';
import type { PlanCache } from './execution/compiled/plan-cache.ts';
import { createApollo } from './execution/create-apollo.ts';
import { createExecutor, createPlanCache } from './execution/create-executor.ts';
import type { LoggedFault } from './execution/fault-log.ts';
import { KnownDocuments } from './execution/known-documents.ts';
import { createHttpApp } from './http/create-http-app.ts';
import { listen } from './http/listen.ts';
import { createMetricsApp } from './http/metrics-route.ts';
import { METRICS_PATH } from './http/paths.ts';
import { readTls } from './http/read-tls.ts';
import { serveUntilStopped } from './http/serve-until-stopped.ts';
import type { ConnectedCluster, Readiness } from './kube/connected-cluster.ts';
import { andThen } from './kube/maybe-promise.ts';
import { IndexCache } from './loaders/index-cache.ts';
import { keepVerdicts } from './loaders/keep-verdicts.ts';
import { RouteIndexCache } from './loaders/route-index-cache.ts';
import { VerdictCache } from './loaders/verdict-cache.ts';
import { openClusters } from './open-clusters.ts';
import { packageRoot } from './package-root.ts';
import { readCapabilities } from './read-capabilities.ts';
import { makeSchema, type ResolverFactory, type ServedSchema } from './schema.ts';
import { faultOf } from './telemetry/fault.ts';
import { createLogger, type Logger } from './telemetry/logger.ts';
import type { Metrics } from './telemetry/metrics.ts';

export interface Serve {
  readonly config: ServeConfig;
  readonly createResolvers: ResolverFactory;
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean | undefined };
  /** Where signals arrive: the process. */
  readonly signals: NodeJS.EventEmitter;
  readonly version: string;
}

/** `gwql serve`: serves until it is told to stop; the exit code. Throws what `openClusters` and `listen` throw. */
export async function serve({
  config,
  createResolvers,
  env,
  stdin,
  stderr,
  signals,
  version,
}: Serve): Promise<number> {
  const logger = createLogger({
    level: config.logLevel,
    format: config.logFormat ?? (stderr.isTTY === true ? 'text' : 'json'),
    destination: stderr,
  });
  const opened = await openClusters({
    source: config.source,
    env,
    stdin,
    version,
    watch: config.watch,
    cache: config.cache,
    rights: config.auth === 'none' ? 'own' : 'callers',
    onWarning: (sentence) => logger.warn(sentence),
    onReload: () => logger.info('manifests were read again'),
  });
  const { clusters } = opened;
  const stopping = new AbortController();
  try {
    logger.info({ version }, `gwql reads ${opened.description}`);
    for (const warning of config.warnings) logger.warn(warning);
    const served = await servedSchema(config, createResolvers, opened.crds(), logger);
    const services = await createServices(config, served, clusters);
    const plans = createPlanCache();
    const metrics = collectMetrics(services, plans);
    metrics.addProcess();
    const app = await createApp({ config, served, services, plans, metrics, logger });
    keepAllVerdicts(services, stopping.signal, logger);
    const { host, port, tls, auth } = config;
    const address = { host, port, tls: tls !== undefined, open: auth === 'none' };
    const closeMetrics = await serveMetrics(config, metrics, logger);
    try {
      await serveUntilStopped({ app, ...address, logger, signals });
    } finally {
      await closeMetrics();
    }
    return 0;
  } finally {
    stopping.abort();
    await Promise.all(clusters.map((cluster) => cluster.close()));
  }
}

/** A cluster that does not answer must not keep the server from starting; its texts are then those of the build. */
const CRDS_PATIENCE_MS = 5_000;

async function servedSchema(
  { source }: ServeConfig,
  createResolvers: ResolverFactory,
  crdsOfCluster: Promise<readonly unknown[]>,
  logger: Logger,
): Promise<ServedSchema> {
  const [crds, clusterCrds] = await Promise.all([
    Promise.all(source.crds.map(readCrdFiles)),
    Promise.race([crdsOfCluster, sleep(CRDS_PATIENCE_MS, [], { ref: false })]),
  ]);
  const served = makeSchema({ createResolvers, crds: crds.flat(), clusterCrds });
  for (const sentence of served.omitted) logger.warn(sentence);
  return served;
}

async function createServices(
  config: ServeConfig,
  { references, policyKinds }: ServedSchema,
  clusters: readonly ConnectedCluster[],
) {
  return {
    clusters,
    sites: new SiteIndex(references),
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    verdicts: new VerdictCache(),
    now: Date.now,
    printYaml: (value: unknown) => stringify(value),
    patternProblem,
    policyKinds,
    capabilities: await readCapabilities(config.source.capabilities),
  } satisfies ContextServices;
}

type Services = Awaited<ReturnType<typeof createServices>>;

/** Queries find computed what can be computed before they come. Where that fails, they compute it themselves. */
function keepAllVerdicts(services: Services, signal: AbortSignal, logger: Logger): void {
  const { clusters, verdicts, indexes } = services;
  for (const cluster of clusters) {
    const { held } = cluster;
    if (held === undefined) continue;
    keepVerdicts({
      held,
      verdicts,
      indexes,
      premises: premisesOf(cluster, services),
      now: performance.now.bind(performance),
      sleep: (ms) => sleep(ms, undefined, { ref: false }),
      signal,
    }).catch((error: unknown) => {
      logger.error(faultOf(error), `verdicts of cluster ${cluster.name} are only computed when asked for`);
    });
  }
}

/** On a port of their own, where one was given; whatever ends that server again. */
async function serveMetrics(
  { host, allowedHosts, metricsPort }: ServeConfig,
  metrics: Metrics,
  logger: Logger,
): Promise<() => Promise<void>> {
  if (metricsPort === undefined) return async () => undefined;
  const app = createMetricsApp(metrics, { host, allowedHosts });
  const url = await listen(app, { host, port: metricsPort, tls: false });
  logger.info(`metrics are at ${url}${METRICS_PATH}`);
  return () => app.close();
}

interface AppParts {
  readonly config: ServeConfig;
  readonly served: ServedSchema;
  readonly services: Services;
  readonly plans: PlanCache;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

async function createApp({ config, served: { schema }, services, plans, metrics, logger }: AppParts) {
  const { limits, host, allowedHosts, corsOrigins, maxBodyBytes, maxInFlight } = config;
  const { clusters } = services;
  const faultLog = (fault: LoggedFault) => logger.error(fault, 'internal error');
  const executor = createExecutor(config.executor, plans);
  const known = { schema, executor, documents: new KnownDocuments() };
  const apollo = createApollo<RequestContext>({ ...known, limits, faultLog, observer: metrics });
  await apollo.start();
  return await createHttpApp({
    apollo,
    known,
    callers: { auth: config.auth, clusters: clusters.map(({ name }) => name) },
    contextFor: (request) =>
      andThen(admitCaller(clusters, request.credentials), () => new RequestContext(services, request)),
    limits,
    host,
    allowedHosts,
    corsOrigins,
    tls: config.tls === undefined ? undefined : await readTls(config.tls),
    maxBodyBytes,
    maxInFlight,
    now: Date.now,
    webRoot: join(packageRoot(), 'build', 'web'),
    readiness: () => anyReady(clusters),
    metrics,
    // They count what not everybody may list, and nobody who reads them is asked who he is.
    servesMetrics: config.metricsPort === undefined && config.auth === 'none',
    observer: metrics,
    logger,
    faultLog,
  });
}

/** One cluster that answers makes the server useful. */
async function anyReady(clusters: readonly ConnectedCluster[]): Promise<Readiness> {
  const answers = await Promise.all(clusters.map((cluster) => cluster.readiness()));
  const reasons = answers.flatMap((answer) => (answer.ready ? [] : [answer.reason]));
  return reasons.length < answers.length ? { ready: true } : { ready: false, reason: reasons.join('; ') };
}
