import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Json } from '../../../src/kube/json.ts';
import type { Certificate } from '../certificates.ts';
import type { Answer } from './status-object.ts';

export interface TlsOptions {
  readonly certificate: Certificate;
  /** PEM; clients are asked for certificates that it has signed. */
  readonly clientAuthority?: string;
}

/** A server that asks for client certificates where there is an authority for them. */
export function serverFor(tls: TlsOptions | undefined, listener: RequestListener): Server {
  if (tls === undefined) return createServer(listener);
  const { certificate, clientAuthority } = tls;
  const asking =
    clientAuthority === undefined
      ? {}
      : { requestCert: true, rejectUnauthorized: false, ca: [clientAuthority] };
  return createTlsServer({ cert: certificate.cert, key: certificate.key, ...asking }, listener);
}

/** The body of a request, if it is JSON. */
export async function readJson(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

export function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json';
  // A 304 with a content type would change the type of the answer that the client has kept.
  response.writeHead(status, { ...(status === 304 ? {} : { 'content-type': type }), ...headers });
  response.end(text);
}
