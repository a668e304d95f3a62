import { createHash } from 'node:crypto';
import { Agent, type buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import type { Wire } from './wire.ts';

const CONNECTIONS = 20;
const CONNECT_TIMEOUT_MS = 10_000;
const IDLE_MS = 30_000;

/**
 * The connections of one identity: kept open and used again as long as its TLS settings are the same, made anew when
 * they change (a rotated certificate or authority).
 */
export class DispatcherSlot {
  #current: { readonly hash: string; readonly dispatcher: Promise<Dispatcher> } | undefined;
  readonly #connections: number;
  #closed = false;

  /** `connections`: how many there are at most. @default 20 */
  constructor({ connections = CONNECTIONS }: { readonly connections?: number } = {}) {
    this.#connections = connections;
  }

  get(wire: Wire): Promise<Dispatcher> {
    if (this.#closed) return Promise.reject(closedError());
    const hash = hashOf(wire);
    if (this.#current?.hash !== hash) {
      const outdated = this.#current?.dispatcher;
      this.#current = { hash, dispatcher: createDispatcher(wire, this.#connections) };
      // Requests under way end on the connections they began on.
      outdated?.then((dispatcher) => dispatcher.close()).catch(() => undefined);
    }
    return this.#current.dispatcher;
  }

  /** Breaks off what is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    const dispatcher = await this.#current?.dispatcher.catch(() => undefined);
    await dispatcher?.destroy();
  }
}

/** With the code that undici gives the same thing. */
function closedError(): Error {
  return Object.assign(new Error('this cluster was closed'), { code: 'UND_ERR_CLOSED' });
}

function hashOf({ tls, proxyUrl }: Wire): string {
  const parts = [tls.ca, tls.cert, tls.key, tls.servername, tls.rejectUnauthorized, proxyUrl];
  return createHash('sha256')
    .update(JSON.stringify(parts.map(textOf)))
    .digest('hex');
}

function textOf(part: unknown): string | null {
  if (part === undefined || part === null) return null;
  return Buffer.isBuffer(part) ? part.toString('base64') : JSON.stringify(part);
}

async function createDispatcher(wire: Wire, connections: number): Promise<Dispatcher> {
  const { proxyUrl } = wire;
  if (proxyUrl?.startsWith('socks')) {
    const dispatcher = await wire.socks();
    if (dispatcher !== undefined) return dispatcher;
  }
  // HTTP/2 would join several Impersonate-Group headers into one group.
  const tls = { ...wire.tls, allowH2: false } as buildConnector.BuildOptions;
  const shared = { connections, allowH2: false, keepAliveTimeout: IDLE_MS };
  const connect = { ...tls, timeout: CONNECT_TIMEOUT_MS, keepAlive: true, keepAliveInitialDelay: IDLE_MS };
  return proxyUrl === undefined
    ? new Agent({ ...shared, connect })
    : new ProxyAgent({ ...shared, uri: proxyUrl, requestTls: tls, connectTimeout: CONNECT_TIMEOUT_MS });
}
