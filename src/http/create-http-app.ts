import cors from '@fastify/cors';
import fastify, { type FastifyInstance } from 'fastify';
import type { ExecutionScope } from '../execution/execution-scope.ts';
import type { FaultLog } from '../execution/fault-log.ts';
import type { Readiness } from '../kube/connected-cluster.ts';
import type { Logger } from '../telemetry/logger.ts';
import { allowedHost, type HostRules } from './allowed-host.ts';
import { endConnectionsWhenClosing } from './drain.ts';
import { errorHandler } from './error-handler.ts';
import { type GraphqlRouteOptions, graphqlRoute } from './graphql-route.ts';
import { healthRoutes } from './health-routes.ts';
import { notFound } from './not-found.ts';
import { pageRoutes } from './page-routes.ts';
import { HEALTH_PATH, READY_PATH } from './paths.ts';
import { refuse } from './refusal.ts';
import { logRequests } from './request-log.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

export interface HttpOptions<C extends ExecutionScope> extends GraphqlRouteOptions<C>, HostRules {
  readonly corsOrigins: readonly string[];
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  readonly maxBodyBytes: number;
  /** The folder of the built page. */
  readonly webRoot: string;
  readonly readiness: () => Promise<Readiness>;
  readonly logger: Logger;
  readonly faultLog: FaultLog;
}

/** The HTTP server, ready to listen. Apollo must have been started. */
export async function createHttpApp<C extends ExecutionScope>(
  options: HttpOptions<C>,
): Promise<FastifyInstance> {
  const app = bareApp(options);
  logRequests(app, options.logger);
  endConnectionsWhenClosing(app);
  app.addHook('onRequest', (_request, reply, next) => {
    reply.headers(SECURITY_HEADERS);
    next();
  });
  checkHosts(app, options);
  await allowOrigins(app, options.corsOrigins);
  app.setNotFoundHandler(notFound);
  healthRoutes(app, options.readiness);
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
    tls === undefined ? fastify(settings) : fastify({ ...settings, https: tls })
  ) as FastifyInstance;
  app.setErrorHandler(onError);
  return app;
}

function checkHosts(app: FastifyInstance, rules: HostRules): void {
  const isAllowed = allowedHost(rules);
  // probes come by the address of the pod, and learn nothing
  const probes: ReadonlySet<string | undefined> = new Set([HEALTH_PATH, READY_PATH]);
  app.addHook('onRequest', (request, reply, next) => {
    const { host } = request.headers;
    if (probes.has(request.routeOptions.url) || isAllowed(host, request.socket.localAddress)) return next();
    const message =
      'This server does not answer to the name in the Host header. Use the address it listens on, ' +
      'or start it with --allowed-host and the name.';
    refuse(reply, 421, message, 'BAD_REQUEST');
  });
}

async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['content-type', 'authorization', 'apollo-require-preflight', 'x-apollo-operation-name'],
    maxAge: 600,
  });
}
