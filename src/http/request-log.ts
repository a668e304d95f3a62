import type { FastifyInstance } from 'fastify';
import type { Logger } from '../telemetry/logger.ts';
import { GRAPHQL_PATH } from './paths.ts';

/**
 * One line a request: what was asked is not in it, because query strings and bodies are the caller's. Probes and the
 * files of the page are for debugging.
 */
export function logRequests(app: FastifyInstance, logger: Logger): void {
  app.addHook('onResponse', (request, reply, next) => {
    const route = request.routeOptions.url ?? 'none';
    const level = route === GRAPHQL_PATH || reply.statusCode >= 500 ? 'info' : 'debug';
    const ms = Math.round(reply.elapsedTime);
    logger[level](
      { request: request.id, method: request.method, route, status: reply.statusCode, ms },
      'answered',
    );
    next();
  });
}
