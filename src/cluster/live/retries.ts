import type { Runtime } from './runtime.ts';

/** One try: its result, and where another try may help, after how long at the earliest. */
export interface Attempt<T> {
  readonly result: T;
  readonly retryAfterMs?: number | undefined;
}

interface RetryOptions {
  readonly runtime: Runtime;
  readonly attempts: number;
  readonly signal?: AbortSignal | undefined;
}

const FIRST_DELAY_MS = 200;
/** Nobody waits longer than this for one answer; a server that asks for more gets no further try. */
const LONGEST_DELAY_MS = 30_000;

/** Tries again while that may help: doubling delays with jitter, the server's Retry-After as their floor. */
export async function withRetries<T>(
  attempt: () => Promise<Attempt<T>>,
  { runtime, attempts, signal }: RetryOptions,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    const { result, retryAfterMs } = await attempt();
    if (retryAfterMs === undefined || tried >= attempts || signal?.aborted) return result;
    const backoff = FIRST_DELAY_MS * 2 ** (tried - 1) * (1 + runtime.random());
    const delay = Math.max(retryAfterMs, backoff);
    if (delay > LONGEST_DELAY_MS) return result;
    await runtime.sleep(delay, signal);
    if (signal?.aborted) return result;
  }
}
