import type { ServedResource } from '../../kube/cluster-reader.ts';
import { Backoff } from './backoff.ts';
import type { WatchEvent } from './decode-watch-event.ts';
import { forbiddenMs } from './forbidden-ms.ts';
import { keepKnown } from './keep-known.ts';
import { ListJudge } from './list-judge.ts';
import { type ListOutcome, listKind } from './list-kind.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import { ReflectorStatus } from './reflector-status.ts';
import { WatchJudge } from './watch-judge.ts';
import { watchOnce } from './watch-once.ts';
import { problemOf } from './watch-outcome.ts';

const JSON_ACCEPT = 'application/json';
const WATCH_SECONDS = 300;
/** A server that sends bookmarks sends one a minute. */
const SILENCE_MS = 150_000;

/**
 * Keeps a sink equal to what the API server holds of one kind: a list, then watches that go on where the last one
 * ended, and a list again where that cannot be. Meets every failure with patience; only `stop` ends it, or a kind
 * that is not served.
 */
export class Reflector {
  readonly status: ReflectorStatus;
  readonly #options: ReflectorOptions;
  readonly #backoff: Backoff;
  readonly #listJudge: ListJudge;
  readonly #watchJudge: WatchJudge;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.status = new ReflectorStatus(options.runtime.now);
    const { runtime, onAbsent } = options;
    this.#backoff = new Backoff(runtime);
    this.#listJudge = new ListJudge({ status: this.status, backoff: this.#backoff, runtime, onAbsent });
    this.#watchJudge = new WatchJudge(this.status, this.#backoff, () => forbiddenMs(runtime.random));
  }

  get resource(): ServedResource {
    return this.#options.resource;
  }

  /** Whether it still tries; a kind that was not served for a minute is given up. */
  get running(): boolean {
    return this.#running !== undefined;
  }

  start(): void {
    if (this.#stop.signal.aborted) return;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing of it is left running. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    this.status.state = 'stopped';
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        if (!(await this.#listUntilListed())) return;
        await this.#watch();
      } catch {
        // Only a sink that fails where nobody listens to it; what is held is put right by the next list.
        this.status.listenerFailures += 1;
        this.status.state = 'backoff';
        await this.#options.runtime.sleep(this.#backoff.next(), signal);
      }
    }
  }

  /** False when there is no more to try. */
  async #listUntilListed(): Promise<boolean> {
    const { runtime } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.status.state = 'listing';
      this.status.lists += 1;
      const outcome = await this.#list(signal);
      if (signal.aborted) return false;
      if (outcome.state === 'listed') return this.#listed(outcome);
      const { hold, problem, delayMs } = this.#listJudge.next(outcome);
      this.#note(problem);
      if (!hold) this.#forget();
      if (delayMs === undefined) return false;
      await runtime.sleep(delayMs, signal);
    }
    return false;
  }

  #list(signal: AbortSignal): Promise<ListOutcome> {
    const { resource, transport, runtime, slices, accept, sink } = this.#options;
    const asked = { accept: accept?.list ?? JSON_ACCEPT, signal, known: keepKnown(sink) };
    const onBytes = (bytes: number) => {
      this.status.receivedBytes += bytes;
    };
    return listKind({ resource, transport, runtime, slices, onBytes, ...asked });
  }

  #listed({ objects, resourceVersion }: Extract<ListOutcome, { state: 'listed' }>): true {
    this.#listJudge.progress();
    this.#guarded(() => this.#options.sink.replace(objects));
    this.status.synced = true;
    this.status.problem = undefined;
    this.status.resourceVersion = resourceVersion;
    this.status.contact();
    return true;
  }

  /** Watches until only a list can help. */
  async #watch(): Promise<void> {
    const { runtime, resource, transport } = this.#options;
    const { signal } = this.#stop;
    this.status.state = 'connecting';
    while (!signal.aborted) {
      const { outcome, healthy } = await this.#watchOnce(signal);
      if (outcome.end === 'stopped') return;
      const { relist, delayMs, forget } = this.#watchJudge.next(outcome, healthy);
      // Servers end watches every few minutes: only after anything else may something have been missed.
      this.status.state = outcome.end === 'closed' && delayMs === 0 ? 'connecting' : 'backoff';
      if (forget === true) this.#forget('forbidden');
      if (delayMs > 0) {
        this.#note(problemOf(outcome, resource.plural, transport.clusterName));
        await runtime.sleep(delayMs, signal);
      }
      if (relist) return;
    }
  }

  #forget(state = this.status.state): void {
    this.status.state = state;
    this.status.synced = false;
    this.#guarded(() => this.#options.sink.clear());
  }

  async #watchOnce(signal: AbortSignal) {
    const { resource, transport, runtime, slices, accept, traits } = this.#options;
    const startedAt = runtime.now();
    const before = this.status.events;
    const seconds = Math.round(WATCH_SECONDS * (1 + runtime.random()));
    this.status.watches += 1;
    const outcome = await watchOnce({
      resource,
      transport,
      runtime,
      slices,
      accept: accept?.watch ?? JSON_ACCEPT,
      signal,
      parameters: {
        resourceVersion: this.status.resourceVersion ?? '',
        timeoutSeconds: String(seconds),
      },
      silenceMs: () => (traits.sendsBookmarks ? SILENCE_MS : (seconds + 30) * 1_000),
      onOpen: () => {
        this.status.state = 'watching';
        this.status.problem = undefined;
        this.status.contact();
      },
      onContact: (bytes) => this.status.contact(bytes),
      onEvent: (event) => this.#apply(event),
    });
    return { outcome, healthy: this.status.events > before || runtime.now() - startedAt >= 1_000 };
  }

  #apply(event: Exclude<WatchEvent, { type: 'error' }>): void {
    const { sink, runtime, traits } = this.#options;
    this.status.events += 1;
    if (event.type === 'bookmark') {
      traits.sendsBookmarks = true;
      this.status.lastBookmarkAt = runtime.now();
    } else {
      this.status.lastEventAt = runtime.now();
      this.#guarded(() => (event.type === 'set' ? sink.set(event.object) : sink.delete(event.object)));
    }
    this.status.resourceVersion = event.resourceVersion;
    this.#watchJudge.progress();
  }

  /** Whoever listens must not be able to stop the watch, and hears nothing after the stop. */
  #guarded(tell: () => void): void {
    if (this.#stop.signal.aborted) return;
    try {
      tell();
    } catch {
      this.status.listenerFailures += 1;
    }
  }

  #note(problem: string | undefined): void {
    this.status.problem = problem;
    if (problem !== undefined) this.#options.onProblem?.(problem);
  }
}
