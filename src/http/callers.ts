import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../errors.ts';
import type { CallerCredentials } from '../kube/connected-cluster.ts';
import { type CallerRules, callerCredentials } from './caller-credentials.ts';
import { refuse } from './refusal.ts';

/** Refuses who does not say who he is, before the body is read and before anything is parsed. */
export function identifyCallers(
  app: FastifyInstance,
  rules: CallerRules,
): WeakMap<FastifyRequest, CallerCredentials> {
  const credentials = new WeakMap<FastifyRequest, CallerCredentials>();
  app.addHook('onRequest', (request, reply, next) => {
    try {
      credentials.set(request, callerCredentials(request.raw, rules));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      refuseCaller(reply, error);
      return;
    }
    next();
  });
  return credentials;
}

function refuseCaller(reply: FastifyReply, { code, message }: CodedError): void {
  const isUnknown = code === 'UNAUTHENTICATED';
  if (isUnknown) reply.header('www-authenticate', 'Bearer');
  reply.header('cache-control', 'no-store');
  refuse(reply, isUnknown ? 401 : 400, message, code);
}
