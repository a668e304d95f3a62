/** Keeps requests waiting, so that a test sees how many come at the same time. */
export class Hold {
  readonly #waiting: (() => void)[] = [];
  readonly #watchers: { readonly count: number; readonly done: () => void }[] = [];
  #released = false;
  #peak = 0;

  /** Most requests that waited at the same time. */
  get peak(): number {
    return this.#peak;
  }

  wait(): Promise<void> {
    if (this.#released) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#peak = Math.max(this.#peak, this.#waiting.length);
      for (const { count, done } of this.#watchers) if (this.#waiting.length >= count) done();
    });
  }

  /** Resolves as soon as so many requests wait. */
  whenWaiting(count: number): Promise<void> {
    if (this.#waiting.length >= count) return Promise.resolve();
    return new Promise((done) => {
      this.#watchers.push({ count, done });
    });
  }

  /** Lets the first in line go on. */
  releaseOne(): void {
    this.#waiting.shift()?.();
  }

  release(): void {
    this.#released = true;
    for (const go of this.#waiting.splice(0)) go();
  }
}
