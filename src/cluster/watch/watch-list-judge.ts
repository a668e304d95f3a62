import type { Backoff } from './backoff.ts';
import type { ReflectorStatus } from './reflector-status.ts';
import type { WatchOutcome } from './watch-outcome.ts';

/** What follows a watch that ended before it had sent all objects: a list, in any case. */
export interface AfterWatchList {
  /** Milliseconds until the list. */
  readonly delayMs: number;
  /** What the server has shown; undefined where it has shown nothing. */
  readonly supported: boolean | undefined;
}

/** Servers that know `sendInitialEvents`, but have it turned off; and those that know no such parameter. */
const UNSUPPORTED: readonly number[] = [422, 400];
/** The list finds out what these mean, or does not mind them. */
const LIST_AT_ONCE: readonly number[] = [403, 404, 410];

/** Decides what follows a watch that ended before it had sent all objects, and counts why. */
export class WatchListJudge {
  readonly #status: ReflectorStatus;
  readonly #backoff: Backoff;

  constructor(status: ReflectorStatus, backoff: Backoff) {
    this.#status = status;
    this.#backoff = backoff;
  }

  /** `known`: whether the server has shown before that it can. */
  next(outcome: Exclude<WatchOutcome, { end: 'stopped' }>, known: boolean | undefined): AfterWatchList {
    if (outcome.end === 'stalled') {
      if (known !== true) return { delayMs: 0, supported: false };
      this.#status.stalls += 1;
      return { delayMs: 0, supported: undefined };
    }
    if (outcome.end === 'corrupt') this.#status.decodeErrors += 1;
    if (outcome.end !== 'refused') return { delayMs: this.#backoff.next(), supported: undefined };
    const { status, retryAfterMs } = outcome;
    if (UNSUPPORTED.includes(status)) return { delayMs: 0, supported: false };
    const delayMs = LIST_AT_ONCE.includes(status) ? 0 : this.#backoff.next(retryAfterMs);
    return { delayMs, supported: undefined };
  }
}
