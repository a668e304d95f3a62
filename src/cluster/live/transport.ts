import type { JsonObject } from '../../kube/json.ts';
import { type ApiAnswer, type CallResult, unauthenticated, unreachable } from './api-answer.ts';
import type { DispatcherSlot } from './dispatcher-slot.ts';
import { networkFailure } from './network-failure.ts';
import { readBody } from './read-body.ts';
import { type Attempt, withRetries } from './retries.ts';
import type { Runtime } from './runtime.ts';
import { unlessAborted } from './unless-aborted.ts';
import type { Identity, Wire } from './wire.ts';

const HEADERS_TIMEOUT_MS = 30_000;
const BODY_TIMEOUT_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;
const ATTEMPTS = 4;
const PASSING_STATUSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504]);

export interface TransportOptions {
  readonly server: string;
  /** As messages name it: `cluster prod`. */
  readonly clusterName: string;
  readonly userAgent: string;
  readonly identity: Identity;
  readonly connections: DispatcherSlot;
  readonly runtime: Runtime;
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly attempts?: number;
  /** Called for each call that goes out: the first, retries, and the one after a 401. */
  readonly onCall?: (() => void) | undefined;
}

export interface GetOptions extends CallOptions {
  readonly accept?: string;
  readonly etag?: string | undefined;
}

type Call = GetOptions & { readonly path: string; readonly body?: JsonObject };

/**
 * Calls one API server as one identity. All that it is used for is safe to repeat, so passing failures are tried
 * again.
 */
export class Transport {
  readonly #options: TransportOptions;

  constructor(options: TransportOptions) {
    this.#options = options;
  }

  /** `path` with its query, from the root of the API: `/api/v1/namespaces?limit=500`. */
  get(path: string, options: GetOptions = {}): Promise<CallResult> {
    return this.#tryToCall({ ...options, path });
  }

  /** For reviews: questions with a body, which change nothing. */
  post(path: string, body: JsonObject, options: CallOptions = {}): Promise<CallResult> {
    return this.#tryToCall({ ...options, path, body });
  }

  #tryToCall(call: Call): Promise<CallResult> {
    const { attempts = ATTEMPTS, signal } = call;
    if (signal?.aborted) return Promise.resolve(this.#cancelled());
    const { runtime } = this.#options;
    return withRetries(() => this.#attempt(call), { runtime, attempts, signal });
  }

  async #attempt(call: Call): Promise<Attempt<CallResult>> {
    const { identity } = this.#options;
    const { signal } = call;
    let wire: Wire;
    try {
      wire = await unlessAborted(identity.wire(), signal);
    } catch (error) {
      return { result: signal?.aborted ? this.#cancelled() : this.#noCredentials(error) };
    }
    const first = await this.#call(wire, call);
    if (first.result.state !== 'answered' || first.result.status !== 401) return first;
    const renewed = await unlessAborted(identity.renew(wire), signal).catch(() => undefined);
    if (renewed === undefined) return this.#judged(first.result);
    const second = await this.#call(renewed, call);
    return second.result.state === 'answered' ? this.#judged(second.result) : second;
  }

  async #call(wire: Wire, call: Call): Promise<Attempt<CallResult>> {
    const { signal } = call;
    call.onCall?.();
    try {
      const result = await this.#send(wire, call);
      return result.state === 'answered' && result.status !== 401 ? this.#judged(result) : { result };
    } catch (error) {
      if (signal?.aborted) return { result: this.#cancelled() };
      const { words, passing } = networkFailure(error);
      return { result: unreachable(this.#says(words)), retryAfterMs: passing ? 0 : undefined };
    }
  }

  async #send(wire: Wire, { path, accept, etag, signal, body }: Call): Promise<CallResult> {
    const { server, userAgent, connections } = this.#options;
    const { origin, pathname } = new URL(server);
    const dispatcher = await connections.get(wire);
    const response = await dispatcher.request({
      origin,
      path: `${pathname === '/' ? '' : pathname}${path}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(wire.headers as Record<string, string | string[]>),
        accept: accept ?? 'application/json',
        'accept-encoding': 'identity',
        'user-agent': userAgent,
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      headersTimeout: HEADERS_TIMEOUT_MS,
      bodyTimeout: BODY_TIMEOUT_MS,
      ...(signal ? { signal } : {}),
    });
    const contentType = String(response.headers['content-type'] ?? '');
    const read = await readBody(response.body, contentType, MAX_BYTES);
    if (!read.ok) return unreachable(this.#says('sent more than 64 MiB in one answer'));
    return { state: 'answered', status: response.statusCode, headers: response.headers, body: read.body };
  }

  #judged(answer: ApiAnswer): Attempt<CallResult> {
    if (answer.status === 401) {
      return {
        result: unauthenticated(this.#says('does not accept the credentials; they may have expired')),
      };
    }
    if (!PASSING_STATUSES.has(answer.status)) return { result: answer };
    return {
      result: unreachable(this.#says(STATUS_WORDS[answer.status] ?? `failed (status ${answer.status})`)),
      retryAfterMs: retryAfterMs(answer, this.#options.runtime),
    };
  }

  #noCredentials(error: unknown): CallResult {
    const words = error instanceof Error ? error.message : 'there are no credentials';
    return unauthenticated(`cannot log in to cluster ${this.#options.clusterName}: ${words}`);
  }

  #cancelled(): CallResult {
    return unreachable(`nobody waits any more for the answer of cluster ${this.#options.clusterName}`);
  }

  #says(words: string): string {
    return `the API server of cluster ${this.#options.clusterName} ${words}`;
  }
}

const STATUS_WORDS: Readonly<Record<number, string>> = {
  429: 'is too busy to answer (status 429); try again later',
  503: 'is not ready to answer (status 503); try again later',
};

/** Seconds, or a date; 0 where the server names none. */
function retryAfterMs({ headers }: ApiAnswer, runtime: Runtime): number {
  const value = String(headers['retry-after'] ?? '');
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? 0 : Math.max(0, at - runtime.now());
}
