import type { FastifyInstance } from 'fastify';

/** Kubernetes kills a pod 30 s after it has told it to stop. */
export const GRACE_MS = 25_000;

/**
 * Accepts nothing new and waits for what is under way; after the time of grace it closes connections, which ends
 * their queries. Resolves in any case.
 */
export async function drain(app: FastifyInstance, graceMs: number = GRACE_MS): Promise<void> {
  const { promise: overdue, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    app.server.closeAllConnections();
    resolve();
  }, graceMs);
  await Promise.race([app.close(), overdue]);
  clearTimeout(timer);
}

/** An answer given while the server closes is the last one on its connection: kept alive, that would hold up the rest. */
export function endConnectionsWhenClosing(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.addHook('onSend', (_request, reply, payload, next) => {
    if (closing) reply.header('connection', 'close');
    next(null, payload);
  });
}
