import type { MatchContext } from './match-context.ts';
import { compareEntries, type MatchEntry } from './match-entry.ts';
import type { Candidates } from './path-index.ts';

/** Up to here a list is read faster than it is hashed. */
const SMALL = 8;

/** Entries without an exact condition, which every request has to try. */
const ANY = '';

/**
 * Entries whose path a request already matches, the strongest first. Each stands under one exact condition of its
 * own, the rarest among its neighbours, so that a request reads only the entries that want a value it has.
 */
export class ConditionBuckets implements Candidates {
  readonly entries: readonly MatchEntry[];
  /** Positions in `entries`, ascending. */
  readonly #positions: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(entries: readonly MatchEntry[]) {
    this.entries = entries.length < 2 ? entries : entries.toSorted(compareEntries);
    this.#positions = entries.length <= SMALL ? undefined : byRarestCondition(this.entries);
  }

  best(context: MatchContext): MatchEntry | undefined {
    if (this.#positions === undefined) return this.entries.find((entry) => context.matchesRest(entry));
    let best = this.entries.length;
    for (const key of requestKeys(context)) {
      best = this.#firstBefore(best, this.#positions.get(key), context);
    }
    return this.entries[best];
  }

  /** Every entry that matches, the strongest first. */
  all(context: MatchContext): readonly MatchEntry[] {
    return this.entries.filter((entry) => context.matchesRest(entry));
  }

  #firstBefore(limit: number, positions: readonly number[] | undefined, context: MatchContext): number {
    for (const position of positions ?? []) {
      if (position >= limit) break;
      const entry = this.entries[position];
      if (entry !== undefined && context.matchesRest(entry)) return position;
    }
    return limit;
  }
}

function byRarestCondition(entries: readonly MatchEntry[]): ReadonlyMap<string, readonly number[]> {
  const keys = entries.map(entryKeys);
  const counts = countKeys(keys);
  const positions = new Map<string, number[]>();
  for (const [position, ofEntry] of keys.entries()) {
    const key = rarest(ofEntry, counts);
    const bucket = positions.get(key);
    if (bucket === undefined) positions.set(key, [position]);
    else bucket.push(position);
  }
  return positions;
}

function countKeys(keys: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const ofEntry of keys) {
    // Where there is no choice, nothing has to be counted.
    if (ofEntry.length < 2) continue;
    for (const key of ofEntry) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function rarest(keys: readonly string[], counts: ReadonlyMap<string, number>): string {
  let best = keys[0] ?? ANY;
  let least = counts.get(best) ?? 0;
  for (const key of keys) {
    const count = counts.get(key) ?? 0;
    if (count < least) [best, least] = [key, count];
  }
  return best;
}

/** One character for the sort of condition; the newline cannot stand in a name. */
function entryKeys({ method, headers, params }: MatchEntry): readonly string[] {
  const keys = method === undefined ? [] : [`m\n${method}`];
  for (const { name, value, pattern } of headers) if (!pattern) keys.push(`h${name}\n${value}`);
  for (const { name, value, pattern } of params) if (!pattern) keys.push(`q${name}\n${value}`);
  return keys;
}

function* requestKeys({ request }: MatchContext): Generator<string> {
  yield ANY;
  yield `m\n${request.method}`;
  for (const [name, value] of request.headerValues) yield `h${name}\n${value}`;
  for (const [name, value] of request.queryValues) yield `q${name}\n${value}`;
}
