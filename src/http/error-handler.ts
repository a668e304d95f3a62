import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { errorMasker } from '../execution/error-masker.ts';
import type { FaultLog } from '../execution/fault-log.ts';
import { refuse } from './refusal.ts';

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 'Send the query as JSON, with content-type: application/json.'],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 'The request has no body. Send {"query": "..."}.'],
  ['FST_ERR_CTP_INVALID_JSON_BODY', 'The request body is no JSON.'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'The request body is not as long as its content-length says.'],
]);

/** Answers for whatever fails outside Apollo: the caller's faults in words, all else masked. */
export function errorHandler(faultLog: FaultLog, maxBodyBytes: number) {
  return (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const status = error.statusCode ?? 500;
    if (status === 413) {
      const message = `The request body is larger than ${maxBodyBytes} bytes. Send less, or start the server with a higher --max-body.`;
      return refuse(reply, 413, message, 'BAD_REQUEST');
    }
    if (status >= 400 && status < 500) {
      return refuse(reply, status, MESSAGES.get(error.code) ?? 'The request cannot be read.', 'BAD_REQUEST');
    }
    const masked = errorMasker(faultLog)(error);
    return reply.code(500).send({ errors: [masked] });
  };
}
