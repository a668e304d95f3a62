import { constants } from 'node:crypto';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance } from 'fastify';
import type { ExecutionScope } from '../execution/execution-scope.ts';
import type { FaultLog } from '../execution/fault-log.ts';
import type { Readiness } from '../kube/connected-cluster.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { HostRules } from './allowed-host.ts';
import { isCertified } from './caller-credentials.ts';
import { checkHosts, PROBES } from './check-hosts.ts';
import { tokenHeader } from './cluster-tokens.ts';
import { endConnectionsWhenClosing } from './drain.ts';
import { errorHandler } from './error-handler.ts';
import { type GraphqlRouteOptions, graphqlRoute } from './graphql-route.ts';
import { healthRoutes } from './health-routes.ts';
import { countAnswers, metricsRoute } from './metrics-route.ts';
import { notFound } from './not-found.ts';
import { pageRoutes } from './page-routes.ts';
import type { TlsTexts } from './read-tls.ts';
import { refuse } from './refusal.ts';
import { logRequests } from './request-log.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface HttpOptions<C extends ExecutionScope> extends GraphqlRouteOptions<C>, HostRules {
  readonly corsOrigins: readonly string[];
  readonly tls?: TlsTexts | undefined;
  readonly maxBodyBytes: number;
  /** The folder of the built page. */
  readonly webRoot: string;
  readonly readiness: () => Promise<Readiness>;
  /** What is counted; absent: nothing is. */
  readonly metrics?: Metrics | undefined;
  /** Whether `/metrics` is on this port. @default false */
  readonly servesMetrics?: boolean | undefined;
  readonly logger: Logger;
  readonly faultLog: FaultLog;
}

/** The HTTP server, ready to listen. Apollo must have been started. */
export async function createHttpApp<C extends ExecutionScope>(
  options: HttpOptions<C>,
): Promise<FastifyInstance> {
  const app = bareApp(options);
  logRequests(app, options.logger);
  const { metrics, servesMetrics = false } = options;
  if (metrics !== undefined) countAnswers(app, metrics);
  endConnectionsWhenClosing(app);
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(SECURITY_HEADERS);
    next();
  });
  checkHosts(app, options);
  if (options.tls?.clientCa !== undefined) requireCertificates(app);
  await allowOrigins(app, options.corsOrigins, options.callers.clusters.map(tokenHeader));
  app.setNotFoundHandler(notFound);
  healthRoutes(app, options.readiness);
  if (metrics !== undefined && servesMetrics) metricsRoute(app, metrics);
  pageRoutes(app, options.webRoot);
  await app.register((scope) => graphqlRoute(scope, options));
  return app;
}

/** How long a client may take to send its request. */
const REQUEST_TIMEOUT_MS = 30_000;
/** How long a client may leave an answer unread, on top of what the answer may take. */
const READ_TIMEOUT_MS = 60_000;

function bareApp<C extends ExecutionScope>({
  tls,
  maxBodyBytes,
  limits,
  faultLog,
}: HttpOptions<C>): FastifyInstance {
  const onError = errorHandler(faultLog, maxBodyBytes);
  const settings = {
    bodyLimit: maxBodyBytes,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: limits.timeoutMs === undefined ? 0 : limits.timeoutMs + READ_TIMEOUT_MS,
    // URLs that the router cannot read
    frameworkErrors: onError,
  };
  // the type of an HTTPS app differs in its server alone, which nobody here looks at
  const app = (
    tls === undefined ? fastify(settings) : fastify({ ...settings, https: httpsOptions(tls) })
  ) as FastifyInstance;
  app.setErrorHandler(onError);
  return app;
}

/**
 * Clients without a certificate are not cut off, because probes come without one; `requireCertificates` refuses the
 * others. Sessions are not taken up again, so that each connection begins with its certificate.
 */
function httpsOptions({ cert, key, clientCa }: TlsTexts) {
  if (clientCa === undefined) return { cert, key };
  const asking = { ca: clientCa, requestCert: true, rejectUnauthorized: false };
  return { cert, key, ...asking, secureOptions: constants.SSL_OP_NO_TICKET };
}

function requireCertificates(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, next) => {
    if (PROBES.has(request.routeOptions.url) || isCertified(request.raw)) return next();
    refuse(
      reply,
      401,
      'This server answers only to clients with a certificate of its authority.',
      'UNAUTHENTICATED',
    );
  });
}

/** Headers that pages of other origins may send. */
const HEADERS = ['content-type', 'authorization', 'apollo-require-preflight', 'x-apollo-operation-name'];

async function allowOrigins(
  app: FastifyInstance,
  origins: readonly string[],
  tokenHeaders: readonly string[],
): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: [...HEADERS, ...tokenHeaders],
    maxAge: 600,
  });
}
