import type { Runtime } from '../live/runtime.ts';
import type { Backoff } from './backoff.ts';
import { forbiddenMs } from './forbidden-ms.ts';
import type { ListOutcome } from './list-kind.ts';
import type { ReflectorStatus } from './reflector-status.ts';

/** A CRD can be there before its resource is, on the slower of several API servers. */
const ABSENT_PATIENCE_MS = 60_000;
const ABSENT_FIRST_MS = 500;
const ABSENT_LONGEST_MS = 10_000;

/** What follows a list that failed. */
export interface AfterList {
  /** Whether what is held may go on being held. */
  readonly hold: boolean;
  /** Fit for users. */
  readonly problem?: string;
  /** Until the next list; undefined to give up. */
  readonly delayMs: number | undefined;
}

interface ListJudgeOptions {
  readonly status: ReflectorStatus;
  readonly backoff: Backoff;
  readonly runtime: Runtime;
  readonly onAbsent: (() => void) | undefined;
}

/** Decides what follows a list that failed. */
export class ListJudge {
  readonly #options: ListJudgeOptions;
  #absentSince: number | undefined;

  constructor(options: ListJudgeOptions) {
    this.#options = options;
  }

  /** A list came: the kind is served. */
  progress(): void {
    this.#absentSince = undefined;
  }

  next(outcome: Exclude<ListOutcome, { state: 'listed' }>): AfterList {
    const { status, backoff, runtime } = this.#options;
    if (outcome.state === 'refused' && outcome.status === 403) {
      status.state = 'forbidden';
      return { hold: false, problem: outcome.message, delayMs: forbiddenMs(runtime.random) };
    }
    if (outcome.state === 'refused' && outcome.status === 404) return this.#absent();
    status.state = 'backoff';
    const floorMs = outcome.state === 'refused' ? outcome.retryAfterMs : 0;
    return { hold: true, problem: outcome.message, delayMs: backoff.next(floorMs) };
  }

  #absent(): AfterList {
    const { status, runtime, onAbsent } = this.#options;
    status.state = 'absent';
    if (this.#absentSince === undefined) onAbsent?.();
    this.#absentSince ??= runtime.now();
    const waited = runtime.now() - this.#absentSince;
    if (waited >= ABSENT_PATIENCE_MS) return { hold: false, delayMs: undefined };
    return { hold: false, delayMs: Math.min(Math.max(waited, ABSENT_FIRST_MS), ABSENT_LONGEST_MS) };
  }
}
