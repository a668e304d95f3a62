import type { ConnectedCluster, ReaderFactory, Readiness } from '../kube/connected-cluster.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { debounce } from './manifest/debounce.ts';
import { FolderWatch } from './manifest/folder-watch.ts';
import { ManifestMemory } from './manifest/manifest-memory.ts';
import { fileErrorText, ManifestPathError } from './manifest/manifest-path-error.ts';
import type { ManifestProblem } from './manifest/manifest-problem.ts';
import { buildSnapshot, type ManifestSnapshot } from './manifest/manifest-snapshot.ts';
import { readManifests } from './manifest/read-manifests.ts';
import { readStdinText } from './manifest/read-stdin-text.ts';
import type { TextResult } from './manifest/read-text.ts';
import { ManifestReader } from './manifest-reader.ts';

export interface ManifestOptions {
  readonly name: string;
  /** Files, folders, and `-` for standard input. */
  readonly paths: readonly string[];
  readonly stdin?: NodeJS.ReadableStream | undefined;
  /** Read again when a file changes. @default false */
  readonly watch?: boolean | undefined;
  /** Make every object throw when it is written to. @default false */
  readonly freeze?: boolean | undefined;
  /** Hears what is wrong after each reading, the first one too; an empty list when all is well. */
  readonly onProblems?: ((problems: readonly ManifestProblem[]) => void) | undefined;
  /** Called when edits have been picked up. */
  readonly onReload?: (() => void) | undefined;
}

export interface ManifestCluster extends ConnectedCluster {
  problems(): readonly ManifestProblem[];
  /** The CustomResourceDefinitions among the manifests. */
  crds(): readonly RawObject[];
}

const DEBOUNCE = { quiet: 100, atMost: 1000 };

/** Serves manifests as a cluster. Rejects with ManifestPathError where a path cannot be read. */
export async function connectManifests(options: ManifestOptions): Promise<ManifestCluster> {
  const cluster = new WatchedManifests(options, await readStdinText(options));
  try {
    await cluster.load();
    return cluster;
  } catch (error) {
    await cluster.close();
    throw error;
  }
}

class WatchedManifests implements ManifestCluster {
  readonly name: string;
  readonly source = 'MANIFESTS';
  readonly #options: ManifestOptions;
  readonly #stdin: TextResult | undefined;
  readonly #changes = debounce(() => void this.#reload(), DEBOUNCE);
  /** What was read last, and what is served: the same, and that it is old where reading has failed since. */
  #read: ManifestSnapshot = buildSnapshot({ objects: [], problems: [] });
  #served = this.#read;
  #watch: FolderWatch | undefined;
  #reloading = false;
  #closed = false;

  constructor(options: ManifestOptions, stdin: TextResult | undefined) {
    this.name = options.name;
    this.#options = { ...options, paths: [...new Set(options.paths)] };
    this.#stdin = stdin;
  }

  readonly openReader: ReaderFactory = () => new ManifestReader(this.#served);

  readonly held = (): ManifestMemory => ManifestMemory.of(this.#served);

  problems(): readonly ManifestProblem[] {
    return this.#served.problems;
  }

  crds(): readonly RawObject[] {
    return this.#served.crds;
  }

  /** Whoever holds a connected cluster holds one whose manifests have been read. */
  async readiness(): Promise<Readiness> {
    return { ready: true };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#changes.cancel();
    this.#watch?.close();
  }

  async load(): Promise<void> {
    const { paths, freeze } = this.#options;
    const watchProblems = await this.#renewWatch();
    const parsed = await readManifests({ paths, stdin: this.#stdin });
    const problems = [...parsed.problems, ...watchProblems];
    this.#read = buildSnapshot({ ...parsed, problems }, { freeze });
    this.#serve(this.#read);
  }

  async #reload(): Promise<void> {
    if (this.#closed) return;
    if (this.#reloading) return this.#changes.call();
    this.#reloading = true;
    try {
      await this.load();
      if (!this.#closed) this.#options.onReload?.();
    } catch (error) {
      this.#keepSnapshot(error);
    } finally {
      this.#reloading = false;
    }
  }

  /** Watches before it reads, so that no edit falls between the two. */
  async #renewWatch(): Promise<readonly ManifestProblem[]> {
    if (this.#options.watch !== true) return [];
    const before = this.#watch;
    this.#watch = await FolderWatch.over(this.#options.paths, this.#changes.call);
    before?.close();
    if (this.#closed) this.#watch.close();
    return this.#watch.problems;
  }

  /** What was read before is a better answer than none; that it is old is said. */
  #keepSnapshot(error: unknown): void {
    const [file, reason] =
      error instanceof ManifestPathError ? [error.path, error.reason] : [this.name, fileErrorText(error)];
    const message = `cannot be read any more, what was read before is still served: ${reason}`;
    const failure = { file, line: 1, column: 1, message, level: 'error' } as const;
    this.#serve({ ...this.#read, problems: [failure, ...this.#read.problems] });
  }

  #serve(snapshot: ManifestSnapshot): void {
    if (this.#closed) return;
    this.#served = snapshot;
    this.#options.onProblems?.(snapshot.problems);
  }
}
