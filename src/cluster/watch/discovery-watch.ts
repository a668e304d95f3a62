import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { Catalogue } from '../live/catalogue.ts';
import type { Discovery } from '../live/discovery.ts';
import type { Runtime } from '../live/runtime.ts';
import { unlessAborted } from '../live/unless-aborted.ts';
import { Reflector } from './reflector.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import type { ReflectorStatus } from './reflector-status.ts';

const CRDS: ServedResource = {
  group: 'apiextensions.k8s.io',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
  versions: ['v1'],
  synced: false,
};
const metadata = (form: string) => `application/json;as=${form};g=meta.k8s.io;v=v1,application/json`;
/** Not their schemas, which can be a hundred megabytes. */
const ACCEPT = { list: metadata('PartialObjectMetadataList'), watch: metadata('PartialObjectMetadata') };

/** CRDs come in bundles, and each of several API servers takes its time until it serves them. */
const AFTER_CHANGE_MS = [1_000, 6_000, 20_000] as const;
/** For what is no CRD: aggregated APIs. */
const POLL_MS = 300_000;
/** Where CRDs may not be watched, or not right now. */
const BLIND_POLL_MS = 30_000;
const FIRST_RETRY_MS = 2_000;

interface DiscoveryWatchOptions extends Pick<ReflectorOptions, 'transport' | 'slices' | 'traits'> {
  readonly discovery: Discovery;
  readonly runtime: Runtime;
  /** Hears what the cluster serves, whether it has changed or not. */
  readonly onCatalogue: (catalogue: Catalogue) => void;
}

/** Notices when kinds come and go: changes of CRDs are the sign to ask what is served. */
export class DiscoveryWatch {
  readonly #options: DiscoveryWatchOptions;
  readonly #crds: Reflector;
  readonly #stop = new AbortController();
  #due: number[] = [];
  #wake = new AbortController();
  #running: Promise<void> | undefined;
  #problem: string | undefined;

  constructor(options: DiscoveryWatchOptions) {
    this.#options = options;
    const noteChange = () => this.noteChange();
    const { transport, runtime, slices, traits } = options;
    this.#crds = new Reflector({
      resource: CRDS,
      transport,
      runtime,
      slices,
      traits,
      accept: ACCEPT,
      sink: {
        get: () => undefined,
        replace: noteChange,
        set: noteChange,
        delete: noteChange,
        clear: () => undefined,
      },
    });
  }

  /** Why nobody knows what is served; undefined as soon as somebody does. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get status(): ReflectorStatus {
    return this.#crds.status;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await Promise.all([this.#crds.stop(), this.#running]);
  }

  /** A kind has come or gone, as far as anybody can tell. */
  noteChange(): void {
    const now = this.#options.runtime.now();
    const [first = Number.POSITIVE_INFINITY] = this.#due;
    const due = AFTER_CHANGE_MS.map((ms) => now + ms);
    // Changes that never cease must not put the question off for ever.
    this.#due = [Math.min(first, now + AFTER_CHANGE_MS[0]), ...due.slice(1)];
    this.#wake.abort();
  }

  async #run(): Promise<void> {
    const { discovery, onCatalogue, runtime } = this.#options;
    while (!this.#stop.signal.aborted) {
      const askedAt = runtime.now();
      this.#due = this.#due.filter((time) => time > askedAt);
      discovery.invalidate();
      const catalogue = await unlessAborted(discovery.catalogue(), this.#stop.signal).catch(() => undefined);
      if (catalogue === undefined) return;
      if ('state' in catalogue) {
        this.#problem = catalogue.message;
        await this.#sleepUntil(() => askedAt + FIRST_RETRY_MS);
      } else {
        this.#problem = undefined;
        onCatalogue(catalogue);
        this.#crds.start();
        await this.#sleepUntil(() => this.#nextAt(askedAt));
      }
    }
  }

  #nextAt(askedAt: number): number {
    const blind = !this.#crds.status.synced || this.#crds.status.stale;
    return Math.min(askedAt + (blind ? BLIND_POLL_MS : POLL_MS), ...this.#due);
  }

  /** Sleeps until a time that may come nearer meanwhile. */
  async #sleepUntil(time: () => number): Promise<void> {
    const { runtime } = this.#options;
    while (!this.#stop.signal.aborted && runtime.now() < time()) {
      this.#wake = new AbortController();
      await runtime.sleep(Math.min(time() - runtime.now(), BLIND_POLL_MS), this.#wake.signal);
    }
  }
}
