import type { StoreEvent } from './object-store.ts';

/** As much as a real server remembers is measured in minutes; this is plenty for tests. */
const MAX_EVENTS = 50_000;

/** The changes that watches may still go on from. */
export class WatchHistory {
  #events: StoreEvent[] = [];
  /** The newest revision that is forgotten. */
  #forgotten = 0;

  add(event: StoreEvent): void {
    this.#events.push(event);
    if (this.#events.length > 2 * MAX_EVENTS) this.#forget(this.#events.length - MAX_EVENTS);
  }

  /** As after a compaction: no watch can go on from before now. */
  forget(revision: number): void {
    this.#events = [];
    this.#forgotten = revision;
  }

  /** What has changed since; undefined where that is not known any more. */
  since(revision: number, resource: string): readonly StoreEvent[] | undefined {
    if (revision < this.#forgotten) return undefined;
    let from = this.#events.length;
    while (from > 0 && (this.#events[from - 1]?.revision ?? 0) > revision) from -= 1;
    return this.#events.slice(from).filter((event) => event.resource === resource);
  }

  #forget(count: number): void {
    this.#forgotten = this.#events[count - 1]?.revision ?? this.#forgotten;
    this.#events = this.#events.slice(count);
  }
}
