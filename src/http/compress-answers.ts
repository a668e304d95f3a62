import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding, type Encoding } from './accepted-encoding.ts';
import { varyBy } from './vary-by.ts';

/** Below that, an answer fits into a few packets, and compressing it takes longer than sending it. */
const SMALLEST = 16 * 1024;

/** Each runs on a thread of its own: the event loop answers others meanwhile. */
const COMPRESSORS: { readonly [E in Encoding]: (text: Text) => Promise<Buffer> } = {
  // beyond level 4, brotli takes much longer for little
  br: async (text) =>
    await promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: async (text) => await promisify(gzip)(text, { level: 3 }),
};

type Text = string | Buffer;

function isText(payload: unknown): payload is Text {
  return typeof payload === 'string' || Buffer.isBuffer(payload);
}

/** Compresses large answers for clients that take it. */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, next) => {
    if (!isText(payload) || payload.length < SMALLEST) return next(null, payload);
    compressed(request, reply, payload).then((answer) => next(null, answer), next);
  });
}

async function compressed(request: FastifyRequest, reply: FastifyReply, text: Text): Promise<Text> {
  varyBy(reply, 'accept-encoding');
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  if (encoding === undefined || reply.hasHeader('content-encoding')) return text;
  const answer = await COMPRESSORS[encoding](text);
  reply.header('content-encoding', encoding);
  reply.header('content-length', answer.length);
  return answer;
}
