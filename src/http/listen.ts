import { isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { UsageError } from '../cli/usage-error.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** Listens; the URL to open. Rejects with a UsageError where that address cannot be had. */
export async function listen(app: FastifyInstance, { host, port, tls }: Address): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw new UsageError(whyNot((error as NodeJS.ErrnoException).code, host, port));
  }
  const address = app.server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return `${tls ? 'https' : 'http'}://${nameOf(host)}:${bound}`;
}

const REASONS: { readonly [code: string]: (host: string, port: number) => string } = {
  EADDRINUSE: (host, port) =>
    `port ${port} of ${host} is in use. Stop what uses it, or choose another with --port (0 for any that is free).`,
  EACCES: (_host, port) => `port ${port} is not for everybody. Choose one above 1023 with --port.`,
  EADDRNOTAVAIL: (host) => `${host} is no address of this machine. Choose one with --host (0.0.0.0 for all).`,
  ENOTFOUND: (host) => `${host} has no address. Choose one of this machine with --host (0.0.0.0 for all).`,
};

function whyNot(code: string | undefined, host: string, port: number): string {
  return (
    REASONS[code ?? '']?.(host, port) ??
    `cannot listen on port ${port} of ${host} (${code ?? 'unknown reason'})`
  );
}

/** Nobody can open 0.0.0.0 in a browser. */
function nameOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return isIPv6(host) ? `[${host}]` : host;
}
