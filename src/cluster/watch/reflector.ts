import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Runtime } from '../live/runtime.ts';
import { Backoff } from './backoff.ts';
import type { WatchEvent } from './decode-watch-event.ts';
import { isSameVersion } from './kind-objects.ts';
import { type ListOutcome, listKind } from './list-kind.ts';
import { ReflectorStatus } from './reflector-status.ts';
import type { ServerTraits } from './server-traits.ts';
import type { StreamTransport } from './stream-transport.ts';
import type { TimeSlices } from './time-slices.ts';
import { WatchJudge } from './watch-judge.ts';
import { watchOnce } from './watch-once.ts';
import type { WatchOutcome } from './watch-outcome.ts';

const JSON_ACCEPT = 'application/json';
const WATCH_SECONDS = 300;
/** A server that sends bookmarks sends one a minute. */
const SILENCE_MS = 150_000;
const FORBIDDEN_MS = 30_000;
/** A CRD can be there before its resource is, on the slower of several API servers. */
const ABSENT_PATIENCE_MS = 60_000;
const ABSENT_FIRST_MS = 500;
const ABSENT_LONGEST_MS = 10_000;

/** Where a reflector writes. A `KindObjects` is one. */
export interface ReflectorSink {
  get(namespace: string, name: string): RawObject | undefined;
  replace(objects: readonly RawObject[]): void;
  set(object: RawObject): void;
  delete(object: RawObject): void;
  /** Nothing may be held any more: the kind may not be read, or is gone. */
  clear(): void;
}

export interface ReflectorOptions {
  readonly resource: ServedResource;
  readonly transport: StreamTransport;
  readonly sink: ReflectorSink;
  readonly runtime: Runtime;
  readonly slices: TimeSlices;
  readonly traits: ServerTraits;
  /** What lists and watches ask for. @default whole objects */
  readonly accept?: { readonly list: string; readonly watch: string };
  /** The kind turned out not to be served. @default nobody wants to know */
  readonly onAbsent?: (() => void) | undefined;
}

/**
 * Keeps a sink equal to what the API server holds of one kind: a list, then watches that go on where the last one
 * ended, and a list again where that cannot be. Meets every failure with patience; only `stop` ends it, or a kind
 * that is not served.
 */
export class Reflector {
  readonly status: ReflectorStatus;
  readonly #options: ReflectorOptions;
  readonly #backoff: Backoff;
  readonly #judge: WatchJudge;
  readonly #stop = new AbortController();
  #absentSince: number | undefined;
  #running: Promise<void> | undefined;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.status = new ReflectorStatus(options.runtime.now);
    this.#backoff = new Backoff(options.runtime);
    this.#judge = new WatchJudge(this.status, this.#backoff);
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
      const resourceVersion = await this.#listUntilListed();
      if (resourceVersion === undefined) return;
      await this.#watchFrom(resourceVersion);
    }
  }

  /** The revision of the list; undefined when there is no more to try. */
  async #listUntilListed(): Promise<string | undefined> {
    const { runtime } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.status.state = 'listing';
      this.status.lists += 1;
      const outcome = await this.#list(signal);
      if (signal.aborted) return undefined;
      if (outcome.state === 'listed') return this.#listed(outcome);
      const delay = this.#afterFailedList(outcome);
      if (delay === undefined) return undefined;
      await runtime.sleep(delay, signal);
    }
    return undefined;
  }

  #list(signal: AbortSignal): Promise<ListOutcome> {
    const { resource, transport, runtime, slices, accept, sink } = this.#options;
    const known = (object: RawObject) => {
      const { namespace = '', name } = object.metadata;
      const held = sink.get(namespace, name);
      return held !== undefined && isSameVersion(held, object) ? held : object;
    };
    const list = accept?.list ?? JSON_ACCEPT;
    return listKind({ resource, transport, runtime, slices, accept: list, signal, known });
  }

  #listed({ objects, resourceVersion }: Extract<ListOutcome, { state: 'listed' }>): string {
    this.#absentSince = undefined;
    this.#guarded(() => this.#options.sink.replace(objects));
    this.status.synced = true;
    this.status.problem = undefined;
    this.status.resourceVersion = resourceVersion;
    this.status.contact();
    return resourceVersion;
  }

  /** How long to wait before the next list; undefined to give up. */
  #afterFailedList(outcome: Exclude<ListOutcome, { state: 'listed' }>): number | undefined {
    const { random } = this.#options.runtime;
    const status = outcome.state === 'refused' ? outcome.status : undefined;
    if (status === 403) {
      this.#forget('forbidden');
      return FORBIDDEN_MS * (1 + random());
    }
    if (status === 404) return this.#absent();
    this.status.state = 'backoff';
    this.status.problem =
      outcome.state === 'failed' ? outcome.message : this.#says(`could not list (status ${status})`);
    return this.#backoff.next(outcome.state === 'refused' ? outcome.retryAfterMs : 0);
  }

  #absent(): number | undefined {
    const { now } = this.#options.runtime;
    this.#forget('absent');
    this.#options.onAbsent?.();
    this.#absentSince ??= now();
    const waited = now() - this.#absentSince;
    if (waited >= ABSENT_PATIENCE_MS) return undefined;
    return Math.min(Math.max(waited, ABSENT_FIRST_MS), ABSENT_LONGEST_MS);
  }

  #forget(state: 'forbidden' | 'absent'): void {
    this.status.state = state;
    this.status.synced = false;
    this.#guarded(() => this.#options.sink.clear());
  }

  /** Watches until only a list can help. */
  async #watchFrom(resourceVersion: string): Promise<void> {
    const { runtime, resource } = this.#options;
    const { signal } = this.#stop;
    this.status.resourceVersion = resourceVersion;
    this.status.state = 'connecting';
    while (!signal.aborted) {
      const { outcome, healthy } = await this.#watchOnce(signal);
      if (outcome.end === 'stopped') return;
      const { relist, delayMs } = this.#judge.next(outcome, healthy);
      // Servers end watches every few minutes: only after anything else may something have been missed.
      this.status.state = outcome.end === 'closed' && delayMs === 0 ? 'connecting' : 'backoff';
      if (delayMs > 0) {
        this.status.problem = this.#says(problemOf(outcome, resource.plural));
        await runtime.sleep(delayMs, signal);
      }
      if (relist) return;
    }
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
      onContact: () => this.status.contact(),
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
    this.#judge.progress();
  }

  /** Whoever listens must not be able to stop the watch. */
  #guarded(tell: () => void): void {
    try {
      tell();
    } catch {
      this.status.listenerFailures += 1;
    }
  }

  #says(words: string): string {
    return `the API server of cluster ${this.#options.transport.clusterName} ${words}`;
  }
}

function problemOf(outcome: WatchOutcome, plural: string): string {
  if (outcome.end === 'refused') return `does not let ${plural} be watched (status ${outcome.status})`;
  if (outcome.end === 'corrupt') return `sent an event of ${plural} that cannot be read`;
  return `broke off a watch of ${plural}`;
}
