import type { ConditionBuckets } from './condition-buckets.ts';
import type { MatchContext } from './match-context.ts';
import type { MatchEntry } from './match-entry.ts';

/** Matches of one kind of route on one hostname. */
export interface PathIndex {
  /** Every match, also those that no request can meet, in the order of the routes. */
  readonly entries: readonly MatchEntry[];
  /** Matches whose path the request meets, in groups from the strongest; all of a group come before the next. */
  candidates(context: MatchContext): Iterable<ConditionBuckets>;
}

/** Lists by key, turned into buckets when first asked for. */
export class BucketMap {
  readonly #lists = new Map<string, MatchEntry[]>();
  readonly #buckets = new Map<string, ConditionBuckets>();
  readonly #make: (entries: readonly MatchEntry[]) => ConditionBuckets;
  #longest = 0;

  constructor(make: (entries: readonly MatchEntry[]) => ConditionBuckets) {
    this.#make = make;
  }

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
    const buckets = this.#make(list);
    this.#buckets.set(key, buckets);
    return buckets;
  }
}
