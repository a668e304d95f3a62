import type { Clock } from '../../kube/time.ts';

const FIRST_MS = 800;
const LONGEST_MS = 30_000;
/** After so long without a failure the next one is a first one again. */
const HEALTHY_MS = 120_000;

/** Delays between tries: doubling, with jitter, as client-go has them. */
export class Backoff {
  readonly #now: Clock;
  readonly #random: () => number;
  #failures = 0;
  #lastFailureAt = Number.NEGATIVE_INFINITY;

  constructor({ now, random }: { readonly now: Clock; readonly random: () => number }) {
    this.#now = now;
    this.#random = random;
  }

  /** Milliseconds to wait after a failure; never less than what the server asks for. */
  next(floorMs = 0): number {
    const now = this.#now();
    if (now - this.#lastFailureAt > HEALTHY_MS) this.#failures = 0;
    this.#lastFailureAt = now;
    const base = Math.min(FIRST_MS * 2 ** this.#failures, LONGEST_MS);
    this.#failures = Math.min(this.#failures + 1, 10);
    return Math.max(base * (1 + this.#random()), floorMs);
  }
}
