import type { RawObject } from '../../kube/raw-object.ts';
import type { WatchEvent } from './decode-watch-event.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import type { ReflectorStatus } from './reflector-status.ts';

interface ReflectedKindOptions extends Pick<ReflectorOptions, 'sink' | 'runtime' | 'traits'> {
  readonly status: ReflectorStatus;
  /** Aborted: the sink hears nothing more. */
  readonly signal: AbortSignal;
}

/** Tells a sink what was received, and the status what is held with it. */
export class ReflectedKind {
  readonly #options: ReflectedKindOptions;

  constructor(options: ReflectedKindOptions) {
    this.#options = options;
  }

  /** All objects, as of a revision. */
  replace(objects: readonly RawObject[], resourceVersion: string): void {
    const { status, sink } = this.#options;
    this.#guarded(() => sink.replace(objects));
    status.synced = true;
    status.problem = undefined;
    status.resourceVersion = resourceVersion;
    status.contact();
  }

  apply(event: Exclude<WatchEvent, { type: 'error' }>): void {
    const { sink, status, runtime, traits } = this.#options;
    status.events += 1;
    if (event.type === 'bookmark') {
      traits.sendsBookmarks = true;
      status.lastBookmarkAt = runtime.now();
    } else {
      status.lastEventAt = runtime.now();
      this.#guarded(() => (event.type === 'set' ? sink.set(event.object) : sink.delete(event.object)));
    }
    status.resourceVersion = event.resourceVersion;
  }

  /** Nothing may be held any more. */
  clear(): void {
    const { sink, status } = this.#options;
    status.synced = false;
    this.#guarded(() => sink.clear());
  }

  /** Whoever listens must not be able to stop the watch, and hears nothing after the stop. */
  #guarded(tell: () => void): void {
    const { signal, status } = this.#options;
    if (signal.aborted) return;
    try {
      tell();
    } catch {
      status.listenerFailures += 1;
    }
  }
}
