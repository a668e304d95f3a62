import fastify, { type FastifyInstance } from 'fastify';
import type { Metrics } from '../telemetry/metrics.ts';
import type { HostRules } from './allowed-host.ts';
import { checkHosts } from './check-hosts.ts';
import { METRICS_PATH } from './paths.ts';

/** `/metrics`, in the text format of Prometheus. */
export function metricsRoute(app: FastifyInstance, metrics: Metrics): void {
  app.get(METRICS_PATH, async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('content-type', metrics.contentType);
    return await metrics.text();
  });
}

/** A server for metrics alone, on a port of their own. */
export function createMetricsApp(metrics: Metrics, rules: HostRules): FastifyInstance {
  const app = fastify();
  checkHosts(app, rules);
  metricsRoute(app, metrics);
  return app;
}

/** Counts what is answered, whatever it was. */
export function countAnswers(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', (request, reply, next) => {
    const { method, routeOptions } = request;
    const seconds = reply.elapsedTime / 1_000;
    metrics.http({ method, route: routeOptions.url ?? 'none', status: reply.statusCode, seconds });
    next();
  });
}
