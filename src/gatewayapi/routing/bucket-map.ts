import { ConditionBuckets } from './condition-buckets.ts';
import type { MatchEntry } from './match-entry.ts';

/** Lists by key, turned into buckets when first asked for. */
export class BucketMap {
  readonly #lists = new Map<string, MatchEntry[]>();
  readonly #buckets = new Map<string, ConditionBuckets>();
  #longest = 0;

  /** The length of the longest key. */
  get longest(): number {
    return this.#longest;
  }

  add(key: string, entry: MatchEntry): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [entry]);
    else list.push(entry);
    if (key.length > this.#longest) this.#longest = key.length;
  }

  get(key: string): ConditionBuckets | undefined {
    const known = this.#buckets.get(key);
    if (known !== undefined) return known;
    const list = this.#lists.get(key);
    if (list === undefined) return undefined;
    const buckets = new ConditionBuckets(list);
    this.#buckets.set(key, buckets);
    return buckets;
  }
}
