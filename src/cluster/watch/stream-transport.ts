import type { Readable } from 'node:stream';
import { type NoAnswer, unauthenticated, unreachable } from '../live/api-answer.ts';
import type { DispatcherSlot } from '../live/dispatcher-slot.ts';
import { networkFailure } from '../live/network-failure.ts';
import type { TransportOptions } from '../live/transport.ts';
import { unlessAborted } from '../live/unless-aborted.ts';
import type { Wire } from '../live/wire.ts';

const HEADERS_TIMEOUT_MS = 30_000;
const LIST_BODY_TIMEOUT_MS = 30_000;

export interface StreamTransportOptions extends TransportOptions {
  /** Connections for watches, each of which keeps one for itself: apart from those that calls share. */
  readonly watchConnections: DispatcherSlot;
}

export interface OpenOptions {
  readonly accept: string;
  readonly signal: AbortSignal;
  /** A watch says nothing for minutes, and whoever reads it notices when it stalls. */
  readonly watch: boolean;
}

/** An answer whose body is still to be read; whoever gets it reads or destroys the body. */
export interface OpenedAnswer {
  readonly state: 'opened';
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Readable;
}

/**
 * One try at a GET, whatever its status: reflectors have their own idea of when to try again. Only a 401 is answered
 * here, with fresh credentials.
 */
export class StreamTransport {
  readonly #options: StreamTransportOptions;

  constructor(options: StreamTransportOptions) {
    this.#options = options;
  }

  get clusterName(): string {
    return this.#options.clusterName;
  }

  async open(path: string, options: OpenOptions): Promise<OpenedAnswer | NoAnswer> {
    const { identity } = this.#options;
    const { signal } = options;
    let wire: Wire;
    try {
      wire = await unlessAborted(identity.wire(), signal);
    } catch (error) {
      const words = error instanceof Error && !signal.aborted ? error.message : 'nobody waits any more';
      return unauthenticated(`cannot log in to cluster ${this.clusterName}: ${words}`);
    }
    const first = await this.#send(wire, path, options);
    if (first.state !== 'opened' || first.status !== 401) return first;
    discard(first.body);
    const renewed = await unlessAborted(identity.renew(wire), signal).catch(() => undefined);
    const second = renewed === undefined ? undefined : await this.#send(renewed, path, options);
    if (second !== undefined && (second.state !== 'opened' || second.status !== 401)) return second;
    if (second?.state === 'opened') discard(second.body);
    return unauthenticated(this.#says('does not accept the credentials; they may have expired'));
  }

  async #send(
    wire: Wire,
    path: string,
    { accept, signal, watch }: OpenOptions,
  ): Promise<OpenedAnswer | NoAnswer> {
    const { server, userAgent, connections, watchConnections } = this.#options;
    const { origin, pathname } = new URL(server);
    try {
      const dispatcher = await (watch ? watchConnections : connections).get(wire);
      const { statusCode, headers, body } = await dispatcher.request({
        origin,
        path: `${pathname === '/' ? '' : pathname}${path}`,
        method: 'GET',
        headers: {
          ...(wire.headers as Record<string, string | string[]>),
          accept,
          'accept-encoding': 'identity',
          'user-agent': userAgent,
        },
        headersTimeout: HEADERS_TIMEOUT_MS,
        bodyTimeout: watch ? 0 : LIST_BODY_TIMEOUT_MS,
        signal,
      });
      return { state: 'opened', status: statusCode, headers, body };
    } catch (error) {
      return unreachable(this.#says(networkFailure(error).words));
    }
  }

  #says(words: string): string {
    return `the API server of cluster ${this.clusterName} ${words}`;
  }
}

/** Lets go of a body that nobody reads, and of its connection. */
export function discard(body: Readable): void {
  body.on('error', () => undefined);
  body.destroy();
}
