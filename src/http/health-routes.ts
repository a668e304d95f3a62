import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../kube/connected-cluster.ts';
import { HEALTH_PATH, READY_PATH } from './paths.ts';

/** `/healthz`: the process runs. `/readyz`: a query would be answered. */
export function healthRoutes(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get(HEALTH_PATH, async (_request, reply) => {
    return reply.header('cache-control', 'no-store').send({ status: 'ok' });
  });
  app.get(READY_PATH, async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    const state = await readiness();
    if (state.ready) return reply.send({ status: 'ready' });
    return reply.code(503).send({ status: 'not ready', reason: state.reason });
  });
}
