import type { WatchEvent } from './decode-watch-event.ts';
import { INITIAL_EVENTS, type InitialEvents } from './initial-events.ts';
import type { ReflectedKind } from './reflected-kind.ts';
import { JSON_ACCEPT, type ReflectorOptions } from './reflector-options.ts';
import type { ReflectorStatus } from './reflector-status.ts';
import { watchOnce } from './watch-once.ts';
import type { WatchOutcome } from './watch-outcome.ts';

const WATCH_SECONDS = 300;
/** A server that sends bookmarks sends one a minute. */
const SILENCE_MS = 150_000;

export interface Watched {
  readonly outcome: WatchOutcome;
  /** It brought something, or lasted. */
  readonly healthy: boolean;
}

interface ReflectorWatchOptions extends ReflectorOptions {
  readonly status: ReflectorStatus;
  readonly kind: ReflectedKind;
  /** Called for every event of what happens; what a watch begins with is none. */
  readonly onProgress: () => void;
}

/** The watches of a reflector, one after the other. */
export class ReflectorWatch {
  readonly #options: ReflectorWatchOptions;

  constructor(options: ReflectorWatchOptions) {
    this.#options = options;
  }

  /** `initial`: gathers all objects, with which the watch shall begin. @default it goes on where the last one ended */
  async once(signal: AbortSignal, initial?: InitialEvents): Promise<Watched> {
    const { status, runtime, accept, traits } = this.#options;
    const startedAt = runtime.now();
    const before = status.events;
    const seconds = Math.round(WATCH_SECONDS * (1 + runtime.random()));
    status.watches += 1;
    const gathers = () => initial?.complete === false;
    const usualSilenceMs = () => (traits.sendsBookmarks ? SILENCE_MS : (seconds + 30) * 1_000);
    const outcome = await watchOnce({
      ...this.#options,
      accept: accept?.watch ?? JSON_ACCEPT,
      signal,
      parameters: {
        ...(initial === undefined ? { resourceVersion: status.resourceVersion ?? '' } : INITIAL_EVENTS),
        timeoutSeconds: String(seconds),
      },
      silenceMs: () => (initial?.complete === false ? initial.silenceMs() : usualSilenceMs()),
      onOpen: () => {
        if (!gathers()) this.#watching();
      },
      onContact: (bytes) => {
        // What is held is no newer before all has come.
        if (gathers()) status.receivedBytes += bytes;
        else status.contact(bytes);
      },
      onEvent: (event) => {
        if (initial?.complete === false) this.#gather(initial, event);
        else this.#apply(event);
      },
    });
    return { outcome, healthy: status.events > before || runtime.now() - startedAt >= 1_000 };
  }

  #gather(initial: InitialEvents, event: Exclude<WatchEvent, { type: 'error' }>): void {
    const { traits, status, kind } = this.#options;
    const objects = initial.take(event);
    if (objects === undefined) return;
    traits.watchList.settle(true);
    status.lists += 1;
    kind.replace(objects, event.resourceVersion);
    this.#watching();
  }

  #apply(event: Exclude<WatchEvent, { type: 'error' }>): void {
    this.#options.kind.apply(event);
    this.#options.onProgress();
  }

  #watching(): void {
    const { status } = this.#options;
    status.state = 'watching';
    status.problem = undefined;
    status.contact();
  }
}
