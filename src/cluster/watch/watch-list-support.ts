import { unlessAborted } from '../live/unless-aborted.ts';

/**
 * Whether a server lets a watch begin with all objects (`sendInitialEvents`). One kind finds out; those that start at
 * the same time wait for what it finds.
 */
export class WatchListSupport {
  #known: boolean | undefined;
  #probe: PromiseWithResolvers<void> | undefined;

  /** `known`: what is known from the start. @default nothing */
  constructor(known?: boolean) {
    this.#known = known;
  }

  /** Undefined until the server has shown it. */
  get known(): boolean | undefined {
    return this.#known;
  }

  /** Whether to try it now. Who is told to try says with `settle` what came of it. */
  async mayTry(signal: AbortSignal): Promise<boolean> {
    if (this.#known !== undefined) return this.#known;
    if (this.#probe === undefined) {
      this.#probe = Promise.withResolvers<void>();
      return true;
    }
    await unlessAborted(this.#probe.promise, signal).catch(() => undefined);
    return this.#known === true;
  }

  /** `supported`: undefined where a try has shown nothing, so that a later one may. */
  settle(supported: boolean | undefined): void {
    this.#known = supported ?? this.#known;
    this.#probe?.resolve();
    this.#probe = undefined;
  }
}
