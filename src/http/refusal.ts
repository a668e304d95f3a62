import type { FastifyReply } from 'fastify';
import type { GraphqlCode } from '../errors.ts';

/** What never reached GraphQL is answered in its shape all the same: clients read one kind of error. */
export function refusal(message: string, code: GraphqlCode): object {
  return { errors: [{ message, extensions: { code } }] };
}

export function refuse(
  reply: FastifyReply,
  status: number,
  message: string,
  code: GraphqlCode,
): FastifyReply {
  return reply.code(status).send(refusal(message, code));
}
