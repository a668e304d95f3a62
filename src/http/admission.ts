/** Counts what is under way, up to a number. */
export class Admission {
  readonly #max: number;
  #inFlight = 0;

  constructor(max: number) {
    this.#max = max;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /**
   * A place, to be given back once both parts of it are over: the work, and the response on its way to a reader that
   * may be slow. Undefined where there is none.
   */
  enter(): Admitted | undefined {
    if (this.#inFlight >= this.#max) return undefined;
    this.#inFlight += 1;
    return new Admitted(() => {
      this.#inFlight -= 1;
    });
  }
}

export class Admitted {
  readonly #leave: () => void;
  #working = false;
  #responding = true;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  /** The work begins. A request that is refused before never gets here. */
  startWork(): void {
    this.#working = true;
  }

  endWork(): void {
    if (!this.#working) return;
    this.#working = false;
    if (!this.#responding) this.#leave();
  }

  endResponse(): void {
    if (!this.#responding) return;
    this.#responding = false;
    if (!this.#working) this.#leave();
  }
}
