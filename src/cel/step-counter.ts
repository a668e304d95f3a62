import type { StepMeter } from '../validation/rule-engine.ts';

/** How long the rules of one object may run in all, however cheap their steps look. */
const MAX_MILLISECONDS = 2_000;
const STEPS_BETWEEN_LOOKS = 1024;

class Exhausted extends Error {}

/** Counts the turns of loops on behalf of the rule that runs. One rule runs at a time. */
export class StepCounter {
  readonly #now: () => number;
  /** When the rules that share a meter have to end, from the first look at the clock on. */
  readonly #deadlines = new WeakMap<StepMeter, number>();
  #meter: StepMeter = { left: 0 };
  #exhausted = false;

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the rule that ran last was stopped: an error inside of a rule may be swallowed by `||`. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  begin(meter: StepMeter): void {
    this.#meter = meter;
    this.#exhausted = false;
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
    const now = this.#now();
    const deadline = this.#deadlines.get(this.#meter);
    if (deadline === undefined) this.#deadlines.set(this.#meter, now + MAX_MILLISECONDS);
    return deadline === undefined || now < deadline;
  }
}
