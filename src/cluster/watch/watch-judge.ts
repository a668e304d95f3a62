import type { Backoff } from './backoff.ts';
import type { ReflectorStatus, RelistCause } from './reflector-status.ts';
import type { WatchOutcome } from './watch-outcome.ts';

/** What follows the end of a watch. */
export interface NextStep {
  /** Whether only a list can help; else the next watch goes on where this one ended. */
  readonly relist: boolean;
  /** 0: at once. */
  readonly delayMs: number;
  /** Nothing may be held of what cannot be kept right. */
  readonly forget?: boolean;
}

const MAX_ERRORS_IN_A_ROW = 3;

/** Decides what follows the end of a watch, and counts why. */
export class WatchJudge {
  readonly #status: ReflectorStatus;
  readonly #backoff: Backoff;
  readonly #forbiddenMs: () => number;
  /** Since the last event. */
  #expired = 0;
  #corrupt = 0;
  #errors = 0;
  #absences = 0;

  /** `forbiddenMs`: how long to wait before what was forbidden is tried again. */
  constructor(status: ReflectorStatus, backoff: Backoff, forbiddenMs: () => number) {
    this.#status = status;
    this.#backoff = backoff;
    this.#forbiddenMs = forbiddenMs;
  }

  /** An event came: what went wrong before it is over. */
  progress(): void {
    this.#expired = 0;
    this.#corrupt = 0;
    this.#errors = 0;
    this.#absences = 0;
  }

  /** `healthy`: the watch brought something, or lasted. */
  next(outcome: Exclude<WatchOutcome, { end: 'stopped' }>, healthy: boolean): NextStep {
    switch (outcome.end) {
      case 'closed':
        return { relist: false, delayMs: healthy ? 0 : this.#backoff.next() };
      case 'stalled':
        this.#status.stalls += 1;
        return { relist: false, delayMs: 0 };
      case 'broken':
        return { relist: false, delayMs: this.#backoff.next() };
      case 'corrupt':
        return this.#afterCorrupt();
      case 'refused':
        return this.#afterRefusal(outcome);
    }
  }

  #afterCorrupt(): NextStep {
    this.#status.decodeErrors += 1;
    this.#corrupt += 1;
    const delayMs = this.#backoff.next();
    return this.#corrupt > 1 ? this.#relist('corrupt', delayMs) : { relist: false, delayMs };
  }

  #afterRefusal({ status, retryAfterMs, inStream }: Extract<WatchOutcome, { end: 'refused' }>): NextStep {
    if (status === 410) {
      this.#expired += 1;
      // A second one without an event in between: the list does not help, so it must not be hurried.
      return this.#relist('expired', this.#expired > 1 ? this.#backoff.next() : 0);
    }
    // Who may list, but not watch, would hold something that is soon wrong.
    if (status === 403) return { ...this.#relist('refused', this.#forbiddenMs()), forget: true };
    if (status === 404) return this.#afterAbsence();
    if (inStream) this.#errors += 1;
    const delayMs = this.#backoff.next(retryAfterMs);
    if (this.#errors < MAX_ERRORS_IN_A_ROW) return { relist: false, delayMs };
    this.#errors = 0;
    return this.#relist('errors', delayMs);
  }

  /** The list finds out what it means; not in a hurry where it has found nothing before. */
  #afterAbsence(): NextStep {
    this.#absences += 1;
    return this.#relist('refused', this.#absences > 1 ? this.#backoff.next() : 0);
  }

  #relist(cause: RelistCause, delayMs: number): NextStep {
    this.#status.relists[cause] += 1;
    if (cause === 'corrupt') this.#corrupt = 0;
    return { relist: true, delayMs };
  }
}
