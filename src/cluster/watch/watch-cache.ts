import type { ClusterVersions, ServedResource } from '../../kube/cluster-reader.ts';
import type { KindStatistics } from '../../kube/cluster-statistics.ts';
import type { Readiness } from '../../kube/connected-cluster.ts';
import { formatKind } from '../../kube/object-key.ts';
import type { Catalogue } from '../live/catalogue.ts';
import { METADATA_ACCEPT, readVersions } from '../live/cluster-versions.ts';
import { DirectReader } from '../live/direct-reader.ts';
import type { Discovery } from '../live/discovery.ts';
import type { Runtime } from '../live/runtime.ts';
import type { Transport } from '../live/transport.ts';
import { DiscoveryWatch } from './discovery-watch.ts';
import { InformerReader } from './informer-reader.ts';
import { KindCaches } from './kind-caches.ts';
import { LiveSnapshot } from './live-snapshot.ts';
import { LiveStore } from './live-store.ts';
import { NamedReads } from './named-reads.ts';
import type { StreamTransport } from './stream-transport.ts';
import { TimeSlices } from './time-slices.ts';
import { WatchListSupport } from './watch-list-support.ts';

/** Kinds that a sentence names. */
const NAMED = 5;

export interface WatchCacheOptions {
  readonly clusterName: string;
  /** All as the same identity: whoever reads the cache reads as it. */
  readonly transport: Transport;
  readonly streams: StreamTransport;
  readonly discovery: Discovery;
  readonly runtime: Runtime;
  /** Hears, in sentences, why something could not be read; the same sentence again and again. */
  readonly onProblem: (message: string) => void;
}

/** A cluster's objects in memory, kept right by watches, for as long as the process runs. */
export class WatchCache {
  readonly #options: WatchCacheOptions;
  readonly #store = new LiveStore();
  readonly #kinds: KindCaches;
  readonly #discovery: DiscoveryWatch;
  readonly #named: NamedReads;
  #catalogue: Catalogue | undefined;
  #versions: ClusterVersions | undefined;
  #moment: LiveSnapshot | undefined;

  constructor(options: WatchCacheOptions) {
    this.#options = options;
    const { streams, runtime, discovery, transport, onProblem } = options;
    const shared = {
      transport: streams,
      runtime,
      slices: new TimeSlices(),
      traits: { sendsBookmarks: false, watchList: new WatchListSupport() },
    };
    this.#kinds = new KindCaches({
      ...shared,
      store: this.#store,
      onProblem,
      onAbsent: () => this.#discovery.noteChange(),
    });
    this.#discovery = new DiscoveryWatch({
      ...shared,
      discovery,
      onCatalogue: (catalogue) => this.#follow(catalogue),
    });
    this.#named = new NamedReads({ transport, now: runtime.now });
  }

  start(): void {
    this.#discovery.start();
  }

  /** Resolves when nothing is left running. */
  async stop(): Promise<void> {
    await this.#discovery.stop();
    await this.#kinds.stop();
  }

  /** For one execution as gwql itself: all that it reads from memory is of this moment. */
  open(signal: AbortSignal | undefined): InformerReader {
    const { transport, discovery } = this.#options;
    return this.openFor({ direct: new DirectReader({ transport, discovery, signal }), named: this.#named });
  }

  /** The same for an execution that reads what is not in memory as somebody else. */
  openFor({ direct, named }: { readonly direct: DirectReader; readonly named: NamedReads }): InformerReader {
    const { runtime } = this.#options;
    return new InformerReader({
      snapshot: this.#snapshot(),
      versions: this.#versions,
      synced: this.#synced,
      kinds: this.#kinds,
      named,
      direct,
      now: runtime.now,
    });
  }

  /** The kinds that are in memory right now. */
  heldResources(): readonly ServedResource[] {
    return this.#snapshot().heldResources();
  }

  /** Ready with the first list of every kind that may be listed; a server that is away later changes nothing. */
  readiness(): Readiness {
    const { clusterName } = this.#options;
    if (this.#catalogue === undefined) {
      const why = this.#discovery.problem ?? `cluster ${clusterName} has not said yet what it serves`;
      return { ready: false, reason: why };
    }
    const { waiting } = this.#kinds;
    const [first] = waiting;
    if (first === undefined) return { ready: true };
    const names = waiting.slice(0, NAMED).map(({ resource }) => formatKind(resource));
    const more = waiting.length > NAMED ? ` and ${waiting.length - NAMED} more kinds` : '';
    const why = first.status.problem === undefined ? '' : `: ${first.status.problem}`;
    return {
      ready: false,
      reason: `still reading ${names.join(', ')}${more} of cluster ${clusterName}${why}`,
    };
  }

  /** All of this moment; undefined while something is still to be listed. */
  held(): LiveSnapshot | undefined {
    return this.#synced ? this.#snapshot() : undefined;
  }

  statistics(): readonly KindStatistics[] {
    return this.#kinds.statistics();
  }

  get #synced(): boolean {
    return this.#catalogue !== undefined && this.#kinds.waiting.length === 0;
  }

  /** The same until something changes. */
  #snapshot(): LiveSnapshot {
    const [kinds, catalogue] = [this.#store.snapshot(), this.#catalogue];
    if (this.#moment?.kinds !== kinds || this.#moment.catalogue !== catalogue) {
      this.#moment = new LiveSnapshot({ series: this.#store, kinds, catalogue });
    }
    return this.#moment;
  }

  #follow(catalogue: Catalogue): void {
    this.#catalogue = catalogue;
    this.#kinds.follow(catalogue);
    this.#readVersions().catch(() => undefined);
  }

  async #readVersions(): Promise<void> {
    const { transport } = this.#options;
    const versions = await readVersions(
      (path) => transport.get(path),
      (path) => transport.get(path, { accept: METADATA_ACCEPT }),
    );
    // A server that does not answer right now is still the one that it was.
    if (versions.kubernetesVersion !== undefined) this.#versions = versions;
  }
}
