import { setImmediate } from 'node:timers';
import type { ExecutionBudget } from '../context/execution-budget.ts';
import { CodedError } from '../errors.ts';
import type { Clock } from '../kube/time.ts';

export interface BudgetOptions {
  readonly maxNodes?: number | undefined;
  readonly timeoutMs?: number | undefined;
  /** Fires when the client hangs up. */
  readonly signal?: AbortSignal | undefined;
  readonly now: Clock;
}

/** Values between two looks at the clock: about a millisecond of execution. */
const CHECK_INTERVAL = 1_024;
/** After so long without a break, an execution lets timers, sockets and other queries have a turn. */
const SLICE_MS = 8;

/**
 * Counts visited values and watches the time. Execution over memory is synchronous: timers and hang-ups reach it only
 * at the checks here, and in the pauses that they ask for.
 */
export class NodeBudget implements ExecutionBudget {
  failure: CodedError | undefined;
  paused = false;
  readonly #maxNodes: number;
  readonly #timeoutMs: number;
  readonly #deadline: number;
  readonly #now: Clock;
  /** Made for those who ask: most executions are over before anybody waits for anything. */
  #controller: AbortController | undefined;
  #stopping: PromiseWithResolvers<void> | undefined;
  #release: () => void = () => {};
  #left: number;
  #checkAt: number;
  #sliceStart: number;
  #deferred: (() => void)[] = [];

  constructor({ maxNodes, timeoutMs, signal, now }: BudgetOptions) {
    this.#now = now;
    this.#sliceStart = now();
    this.#timeoutMs = timeoutMs ?? Number.POSITIVE_INFINITY;
    this.#deadline = this.#sliceStart + this.#timeoutMs;
    this.#maxNodes = maxNodes ?? Number.MAX_SAFE_INTEGER;
    this.#left = this.#maxNodes;
    this.#checkAt = Math.max(this.#left - CHECK_INTERVAL, 0);
    this.#watch(signal);
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      if (this.failure !== undefined) this.#controller.abort(this.failure);
    }
    return this.#controller.signal;
  }

  get stopped(): Promise<void> {
    if (this.#stopping === undefined) {
      this.#stopping = Promise.withResolvers();
      if (this.failure !== undefined) this.#stopping.resolve();
    }
    return this.#stopping.promise;
  }

  spend(count: number): boolean {
    this.#left -= count;
    return this.#left > this.#checkAt || this.#check();
  }

  defer(task: () => void): void {
    if (this.failure === undefined) this.#deferred.push(task);
  }

  /** The client has closed the connection. */
  hangUp(): void {
    this.#stop(hungUp());
  }

  close(): void {
    this.#release();
  }

  #watch(hangUp: AbortSignal | undefined): void {
    const onHangUp = () => this.hangUp();
    if (hangUp?.aborted) {
      onHangUp();
      return;
    }
    hangUp?.addEventListener('abort', onHangUp, { once: true });
    const timer = Number.isFinite(this.#timeoutMs)
      ? setTimeout(() => this.#stop(timedOut(this.#timeoutMs)), this.#timeoutMs)
      : undefined;
    this.#release = () => {
      clearTimeout(timer);
      hangUp?.removeEventListener('abort', onHangUp);
    };
  }

  #check(): boolean {
    if (this.failure !== undefined) return false;
    if (this.#left < 0) return this.#stop(tooComplex(this.#maxNodes));
    const now = this.#now();
    if (now >= this.#deadline) return this.#stop(timedOut(this.#timeoutMs));
    if (!this.paused && now - this.#sliceStart >= SLICE_MS) this.#takeBreak();
    this.#checkAt = Math.max(this.#left - CHECK_INTERVAL, 0);
    return true;
  }

  #takeBreak(): void {
    this.paused = true;
    setImmediate(() => this.#goOn());
  }

  /**
   * The latest task first: it lies deepest, so that one part of the answer is finished before the next is begun, and
   * little waits at a time.
   */
  async #goOn(): Promise<void> {
    this.paused = false;
    this.#sliceStart = this.#now();
    for (let task = this.#deferred.pop(); task !== undefined; task = this.#deferred.pop()) {
      task();
      // what waits for the task's result runs now, and may use up the time
      await undefined;
      if (this.paused) return;
    }
  }

  #stop(failure: CodedError): false {
    if (this.failure === undefined) {
      this.failure = failure;
      // from here on every charge takes the slow path, which refuses
      this.#checkAt = Number.POSITIVE_INFINITY;
      this.#deferred = [];
      this.#release();
      this.#controller?.abort(failure);
      this.#stopping?.resolve();
    }
    return false;
  }
}

function tooComplex(maxNodes: number): CodedError {
  return new CodedError(
    'QUERY_TOO_COMPLEX',
    `The query was stopped: its answer holds more than ${maxNodes} values. Ask for smaller pages or fewer fields, or start the server with a higher --max-nodes.`,
    { max: maxNodes },
  );
}

function timedOut(timeoutMs: number): CodedError {
  return new CodedError(
    'TIMEOUT',
    `The query was stopped after ${timeoutMs / 1_000} s. Ask for less at once, or start the server with a higher --query-timeout.`,
  );
}

/** Nobody is there to read it; it ends what still runs. */
function hungUp(): CodedError {
  return new CodedError('BAD_REQUEST', 'The client closed the connection before the answer was ready.');
}
