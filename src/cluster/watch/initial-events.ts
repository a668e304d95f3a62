import type { RawObject } from '../../kube/raw-object.ts';
import type { Clock } from '../../kube/time.ts';
import type { WatchEvent } from './decode-watch-event.ts';
import { MAX_OBJECTS } from './list-kind.ts';

/** A server that does not know `sendInitialEvents` says nothing more where the others say that this was all. */
const QUIET_MS = 10_000;
/** Where changes keep such a server from being quiet, and for links over which pages are the better choice. */
const LONGEST_MS = 60_000;

/** What a watch that begins with all objects asks for, beside what every watch does. */
export const INITIAL_EVENTS = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' };

interface InitialEventsOptions {
  readonly now: Clock;
  /** An object that is held already and has not changed stays the same object. */
  readonly known: (object: RawObject) => RawObject;
}

/** Gathers the objects that a watch begins with, until the server says that these are all. */
export class InitialEvents {
  readonly #options: InitialEventsOptions;
  readonly #startedAt: number;
  readonly #objects = new Map<string, RawObject>();
  #complete = false;
  /** More came than may be held: what is gathered is not all. */
  #overflowed = false;

  constructor(options: InitialEventsOptions) {
    this.#options = options;
    this.#startedAt = options.now();
  }

  get complete(): boolean {
    return this.#complete;
  }

  /** How long the server may be silent before a list is the better choice. */
  silenceMs(): number {
    const late = this.#options.now() - this.#startedAt >= LONGEST_MS;
    return late || this.#overflowed ? 0 : QUIET_MS;
  }

  /** All objects, once: with the bookmark that completes them. */
  take(event: Exclude<WatchEvent, { type: 'error' }>): readonly RawObject[] | undefined {
    if (event.type === 'bookmark')
      return event.endsInitialEvents && !this.#overflowed ? this.#all() : undefined;
    const { namespace = '', name } = event.object.metadata;
    const key = `${namespace}/${name}`;
    // What changes meanwhile may come before the bookmark, too.
    if (event.type === 'delete') this.#objects.delete(key);
    else this.#set(key, event.object);
    return undefined;
  }

  #all(): readonly RawObject[] {
    this.#complete = true;
    const objects = [...this.#objects.values()];
    this.#objects.clear();
    return objects;
  }

  #set(key: string, object: RawObject): void {
    this.#overflowed ||= this.#objects.size >= MAX_OBJECTS && !this.#objects.has(key);
    if (this.#overflowed) this.#objects.clear();
    else this.#objects.set(key, this.#options.known(object));
  }
}
