import type { FastifyReply } from 'fastify';

/** Says that an answer depends on headers of the request, beside those that were said to. */
export function varyBy(reply: FastifyReply, ...headers: readonly string[]): void {
  const known = [reply.getHeader('vary') ?? []].flat().flatMap((value) => String(value).split(', '));
  reply.header('vary', [...new Set([...known, ...headers])].join(', '));
}
