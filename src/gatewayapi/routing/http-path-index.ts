import { BucketMap } from './bucket-map.ts';
import { ConditionBuckets } from './condition-buckets.ts';
import type { MatchContext } from './match-context.ts';
import type { MatchEntry } from './match-entry.ts';
import type { PathIndex } from './path-index.ts';

/** HTTPRoutes on one hostname: exact paths, then regular expressions, then prefixes from the longest. */
export class HttpPathIndex implements PathIndex {
  readonly entries: readonly MatchEntry[];
  readonly #exact = new BucketMap();
  readonly #prefix = new BucketMap();
  readonly #patterns: ConditionBuckets;

  constructor(entries: readonly MatchEntry[]) {
    this.entries = entries;
    const patterns: MatchEntry[] = [];
    for (const entry of entries) {
      if (entry.pathType === 'EXACT') this.#exact.add(entry.path, entry);
      else if (entry.pathType === 'PREFIX') this.#prefix.add(entry.path, entry);
      else if (entry.pathType === 'PATTERN') patterns.push(entry);
    }
    this.#patterns = new ConditionBuckets(patterns);
  }

  *candidates({ request: { path } }: MatchContext): Generator<ConditionBuckets> {
    const exact = this.#exact.get(path);
    if (exact !== undefined) yield exact;
    if (this.#patterns.entries.length > 0) yield this.#patterns;
    for (const prefix of prefixesOf(path, this.#prefix.longest)) {
      const buckets = this.#prefix.get(prefix);
      if (buckets !== undefined) yield buckets;
    }
  }
}

/** `/a/b`, `/a` and "" of `/a/b`: every prefix that ends where an element ends, from the longest. */
export function* prefixesOf(path: string, longest: number): Generator<string> {
  if (path.length <= longest) yield path;
  for (let slash = path.lastIndexOf('/', longest); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    yield path.slice(0, slash);
  }
  if (path !== '') yield '';
}
