export interface CacheBounds {
  readonly maxEntries: number;
  /** Of what `add` is told. */
  readonly maxBytes: number;
}

/** For metrics. */
export interface CacheStats {
  readonly entries: number;
  readonly bytes: number;
  readonly hits: number;
  readonly misses: number;
}

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
}

/** What was used last, up to a number of entries and of bytes; what was used longest ago goes first. */
export class BoundedCache<V> {
  readonly #bounds: CacheBounds;
  /** The one used longest ago first. */
  readonly #entries = new Map<string, Entry<V>>();
  /** Asked for again, it need not be moved to the end of the line. */
  #latest: string | undefined;
  #bytes = 0;
  #hits = 0;
  #misses = 0;

  constructor(bounds: CacheBounds) {
    this.#bounds = bounds;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) {
      this.#misses += 1;
      return undefined;
    }
    this.#hits += 1;
    if (key !== this.#latest) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      this.#latest = key;
    }
    return entry.value;
  }

  /** What is larger than the whole cache may be is not kept. */
  add(key: string, value: V, bytes: number): void {
    this.delete(key);
    if (bytes > this.#bounds.maxBytes) return;
    this.#entries.set(key, { value, bytes });
    this.#latest = key;
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#bounds.maxEntries && this.#bytes <= this.#bounds.maxBytes) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }

  stats(): CacheStats {
    return { entries: this.#entries.size, bytes: this.#bytes, hits: this.#hits, misses: this.#misses };
  }
}
