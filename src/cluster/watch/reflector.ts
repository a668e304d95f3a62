import type { ServedResource } from '../../kube/cluster-reader.ts';
import { Backoff } from './backoff.ts';
import { forbiddenMs } from './forbidden-ms.ts';
import { InitialEvents } from './initial-events.ts';
import { keepKnown } from './keep-known.ts';
import { ListJudge } from './list-judge.ts';
import { type ListOutcome, listKind } from './list-kind.ts';
import { ReflectedKind } from './reflected-kind.ts';
import { JSON_ACCEPT, type ReflectorOptions } from './reflector-options.ts';
import { ReflectorStatus } from './reflector-status.ts';
import { ReflectorWatch, type Watched } from './reflector-watch.ts';
import { WatchJudge } from './watch-judge.ts';
import { WatchListJudge } from './watch-list-judge.ts';
import { problemOf } from './watch-outcome.ts';

/**
 * Keeps a sink equal to what the API server holds of one kind: a list, or a watch that begins with all objects, then
 * watches that go on where the last one ended, and a list again where that cannot be. Meets every failure with
 * patience; only `stop` ends it, or a kind that is not served.
 */
export class Reflector {
  readonly status: ReflectorStatus;
  readonly #options: ReflectorOptions;
  readonly #backoff: Backoff;
  readonly #listJudge: ListJudge;
  readonly #watchJudge: WatchJudge;
  readonly #watchListJudge: WatchListJudge;
  readonly #kind: ReflectedKind;
  readonly #watches: ReflectorWatch;
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: ReflectorOptions) {
    this.#options = options;
    this.status = new ReflectorStatus(options.runtime.now);
    const { runtime, onAbsent } = options;
    this.#backoff = new Backoff(runtime);
    this.#listJudge = new ListJudge({ status: this.status, backoff: this.#backoff, runtime, onAbsent });
    this.#watchJudge = new WatchJudge(this.status, this.#backoff, () => forbiddenMs(runtime.random));
    this.#watchListJudge = new WatchListJudge(this.status, this.#backoff);
    this.#kind = new ReflectedKind({ ...options, status: this.status, signal: this.#stop.signal });
    const onProgress = () => this.#watchJudge.progress();
    this.#watches = new ReflectorWatch({ ...options, status: this.status, kind: this.#kind, onProgress });
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
        const begun = await this.#watchFromStart(signal);
        if (begun === undefined && !(await this.#listUntilListed())) return;
        await this.#watch(begun);
      } catch {
        // Only a sink that fails where nobody listens to it; what is held is put right by the next list.
        this.status.listenerFailures += 1;
        this.status.state = 'backoff';
        await this.#options.runtime.sleep(this.#backoff.next(), signal);
      }
    }
  }

  /** A watch that began with all objects, when it has ended; undefined where a list has to bring them. */
  async #watchFromStart(signal: AbortSignal): Promise<Watched | undefined> {
    const { runtime, sink, resource, transport } = this.#options;
    const { watchList } = this.#options.traits;
    this.status.state = 'listing';
    if (!(await watchList.mayTry(signal))) return undefined;
    const initial = new InitialEvents({ now: runtime.now, known: keepKnown(sink) });
    const watched = await this.#watches.once(signal, initial);
    if (initial.complete) {
      this.#listJudge.progress();
      return watched;
    }
    const { outcome } = watched;
    if (outcome.end === 'stopped') {
      watchList.settle(undefined);
      return undefined;
    }
    const { delayMs, supported } = this.#watchListJudge.next(outcome, watchList.known);
    watchList.settle(supported);
    if (delayMs > 0) {
      this.status.state = 'backoff';
      this.#note(problemOf(outcome, resource.plural, transport.clusterName));
      await runtime.sleep(delayMs, signal);
    }
    return undefined;
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
      if (outcome.state === 'listed') {
        this.#listJudge.progress();
        this.#kind.replace(outcome.objects, outcome.resourceVersion);
        return true;
      }
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

  /** Watches until only a list can help. `begun`: the watch that brought the list, when it has ended. */
  async #watch(begun: Watched | undefined): Promise<void> {
    const { runtime, resource, transport } = this.#options;
    const { signal } = this.#stop;
    let ended = begun;
    if (ended === undefined) this.status.state = 'connecting';
    while (!signal.aborted) {
      const { outcome, healthy } = ended ?? (await this.#watches.once(signal));
      ended = undefined;
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
    this.#kind.clear();
  }

  #note(problem: string | undefined): void {
    this.status.problem = problem;
    if (problem !== undefined) this.#options.onProblem?.(problem);
  }
}
