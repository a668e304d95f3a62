import type { MaybePromise } from '../../kube/maybe-promise.ts';
import type { Clock } from '../../kube/time.ts';

/** What was found out, and for how many milliseconds after the question it holds; 0: for whoever waits for it only. */
export interface Found<T> {
  readonly value: T;
  readonly keepMs: number;
}

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

interface ExpiringCacheOptions {
  readonly now: Clock;
  /** Most entries; of more, those that nobody has asked for the longest go. */
  readonly most: number;
}

/** Answers that hold for a while. Whoever asks what is being found out waits for that. */
export class ExpiringCache<T> {
  readonly #now: Clock;
  readonly #most: number;
  readonly #kept = new Map<string, Kept<T>>();
  readonly #underWay = new Map<string, Promise<T>>();

  constructor({ now, most }: ExpiringCacheOptions) {
    this.#now = now;
    this.#most = most;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** What is known and still holds. */
  get(key: string): T | undefined {
    const kept = this.#kept.get(key);
    if (kept === undefined) return undefined;
    this.#kept.delete(key);
    if (this.#now() >= kept.until) return undefined;
    this.#kept.set(key, kept);
    return kept.value;
  }

  /** The value where it is known, else what `find` finds, once however many ask. Rejects as `find` does. */
  load(key: string, find: () => Promise<Found<T>>): MaybePromise<T> {
    const known = this.get(key);
    if (known !== undefined) return known;
    let finding = this.#underWay.get(key);
    if (finding === undefined) {
      finding = this.#find(key, find).finally(() => this.#underWay.delete(key));
      this.#underWay.set(key, finding);
    }
    return finding;
  }

  async #find(key: string, find: () => Promise<Found<T>>): Promise<T> {
    const askedAt = this.#now();
    const { value, keepMs } = await find();
    if (keepMs > 0) this.#keep(key, { value, until: askedAt + keepMs });
    return value;
  }

  #keep(key: string, kept: Kept<T>): void {
    this.#kept.delete(key);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= this.#most && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(key, kept);
  }
}
