import type { FastifyInstance } from 'fastify';
import { allowedHost, type HostRules } from './allowed-host.ts';
import { HEALTH_PATH, READY_PATH } from './paths.ts';
import { refuse } from './refusal.ts';

/** Probes come from the machine that a pod runs on, by its address and without a certificate, and learn nothing. */
export const PROBES: ReadonlySet<string | undefined> = new Set([HEALTH_PATH, READY_PATH]);

/** Refuses requests that are not meant for this server. */
export function checkHosts(app: FastifyInstance, rules: HostRules): void {
  const isAllowed = allowedHost(rules);
  app.addHook('onRequest', (request, reply, next) => {
    const { host } = request.headers;
    if (PROBES.has(request.routeOptions.url) || isAllowed(host, request.socket.localAddress)) return next();
    const message =
      'This server does not answer to the name in the Host header. Use the address it listens on, ' +
      'or start it with --allowed-host and the name.';
    refuse(reply, 421, message, 'BAD_REQUEST');
  });
}
