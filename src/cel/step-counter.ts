import type { StepMeter } from '../validation/rule-engine.ts';

/** How long the rules of one evaluation may take in all, however cheap their steps look. */
const MAX_MILLISECONDS = 2_000;
const STEPS_BETWEEN_LOOKS = 1024;

class Exhausted extends Error {}

/** Counts the turns of loops on behalf of the rule that runs. One rule runs at a time. */
export class StepCounter {
  #meter: StepMeter = { left: 0 };
  #deadline = 0;
  #exhausted = false;

  /** Whether the rule that ran last was stopped: an error inside of a rule may be swallowed by `||`. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  begin(meter: StepMeter): void {
    this.#meter = meter;
    this.#exhausted = false;
    this.#deadline = 0;
  }

  /** Throws where nothing is left. */
  spend(): void {
    const left = this.#meter.left - 1;
    this.#meter.left = left;
    if (left >= 0 && (left % STEPS_BETWEEN_LOOKS !== 0 || this.#hasTime())) return;
    this.#exhausted = true;
    this.#meter.left = -1;
    throw new Exhausted('the rule takes too many steps');
  }

  #hasTime(): boolean {
    const now = performance.now();
    if (this.#deadline === 0) this.#deadline = now + MAX_MILLISECONDS;
    return now < this.#deadline;
  }
}
