import type { Clock } from '../../kube/time.ts';

/** How long caches may work without letting queries run. */
const SLICE_MS = 4;

/** Shares the event loop: all reflectors of a cluster work in slices of one budget. */
export class TimeSlices {
  readonly #now: Clock;
  readonly #nextTurn: () => Promise<void>;
  #startedAt = Number.NEGATIVE_INFINITY;

  constructor(
    now: Clock = performance.now.bind(performance),
    nextTurn: () => Promise<void> = setImmediately,
  ) {
    this.#now = now;
    this.#nextTurn = nextTurn;
  }

  /** A promise to wait for where the slice is used up, else undefined: waiting costs more than most work. */
  pause(): Promise<void> | undefined {
    return this.#now() - this.#startedAt < SLICE_MS ? undefined : this.#letOthersRun();
  }

  async #letOthersRun(): Promise<void> {
    await this.#nextTurn();
    this.#startedAt = this.#now();
  }
}

function setImmediately(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
