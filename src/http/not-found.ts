import type { FastifyReply, FastifyRequest } from 'fastify';
import { GRAPHQL_PATH, PAGE_PATH } from './paths.ts';
import { refuse } from './refusal.ts';

/** Says where there is something. */
export function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const [path] = request.url.split('?', 1);
  if (path === GRAPHQL_PATH) {
    reply.header('allow', 'GET, POST');
    return refuse(reply, 405, 'Send queries with POST, or with GET.', 'BAD_REQUEST');
  }
  const message = `There is nothing here. The API is at ${GRAPHQL_PATH}, a page to try it on at ${PAGE_PATH}.`;
  return refuse(reply, 404, message, 'NOT_FOUND');
}
