import type {
  ClusterReader,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
} from '../../kube/cluster-reader.ts';
import { ABSENT, type ListResult, type Lookup, type Unreadable } from '../../kube/lookup.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import { unreachable } from './api-answer.ts';
import { METADATA_ACCEPT, readVersions } from './cluster-versions.ts';
import type { Discovery } from './discovery.ts';
import { ExecutionReport } from './execution-report.ts';
import { KindReads } from './kind-reads.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import type { GetOptions, Transport } from './transport.ts';
import { notServed } from './unreadable.ts';

/** Calls of one execution that may be under way at the same time. */
const PARALLEL = 16;

interface DirectReaderOptions {
  /** As the caller: the kubeconfig's user or the caller's own token. */
  readonly transport: Transport;
  readonly discovery: Discovery;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads the API server afresh for one execution and asks nothing twice. `requests` counts the calls for objects and
 * versions, retries and further pages included; discovery is shared by all executions and counted by none.
 */
export class DirectReader implements ClusterReader {
  readonly #options: DirectReaderOptions;
  readonly #report = new ExecutionReport();
  readonly #kinds = new Map<string, KindReads>();
  readonly #gate = limitConcurrency(PARALLEL);
  #versions: Promise<ClusterVersions> | undefined;

  constructor(options: DirectReaderOptions) {
    this.#options = options;
  }

  async getMany(keys: readonly ObjectKey[]): Promise<readonly Lookup[]> {
    const answers = new Map<ObjectKey, Promise<Lookup>>();
    const byKind = Map.groupBy(keys, groupKindId);
    await Promise.all([...byKind.values()].map((sameKind) => this.#lookup(sameKind, answers)));
    return Promise.all(keys.map(async (key) => this.#noticed(key, await (answers.get(key) ?? ABSENT))));
  }

  async list(kind: GroupKind, { namespace }: ListScope): Promise<ListResult> {
    const reads = await this.#readsOf(kind);
    if (!(reads instanceof KindReads)) return this.#noticed(kind, reads);
    const result = await reads.list(namespace);
    if (result.state === 'forbidden') this.#report.hide(kind, reads.namespaced ? namespace : undefined);
    return this.#noticed(kind, result);
  }

  async kind(kind: GroupKind): Promise<KindLookup> {
    const catalogue = await this.#options.discovery.catalogue();
    if ('state' in catalogue) return catalogue;
    const resource = catalogue.find(kind);
    if (resource !== undefined) return { state: 'served', resource };
    return catalogue.uncertain(kind) ? undiscovered(kind) : notServed(kind);
  }

  async resources(): Promise<ResourcesResult> {
    const catalogue = await this.#options.discovery.catalogue();
    return 'state' in catalogue ? catalogue : { state: 'listed', resources: catalogue.resources };
  }

  versions(): Promise<ClusterVersions> {
    this.#versions ??= readVersions(
      (path) => this.#call(path),
      (path) => this.#call(path, { accept: METADATA_ACCEPT }),
    );
    return this.#versions;
  }

  locate(): undefined {
    return undefined;
  }

  hasSynced(): boolean {
    return false;
  }

  report(): ReadReport {
    return this.#report.read();
  }

  /** Keys of one kind; the keys of one namespace are one question. */
  async #lookup(keys: readonly ObjectKey[], answers: Map<ObjectKey, Promise<Lookup>>): Promise<void> {
    const [first] = keys;
    if (first === undefined) return;
    const reads = await this.#readsOf(first);
    for (const [namespace, inNamespace] of Map.groupBy(keys, (key) => key.namespace)) {
      const found =
        reads instanceof KindReads
          ? reads.lookup(
              namespace,
              inNamespace.map(({ name }) => name),
            )
          : undefined;
      for (const key of inNamespace) {
        const missing: Lookup = reads instanceof KindReads ? ABSENT : reads;
        answers.set(key, found?.get(key.name) ?? Promise.resolve(missing));
      }
    }
  }

  async #readsOf(kind: GroupKind): Promise<KindReads | Exclude<Unreadable, { state: 'forbidden' }>> {
    const known = this.#kinds.get(groupKindId(kind));
    if (known !== undefined) return known;
    const lookup = await this.kind(kind);
    if (lookup.state !== 'served') return lookup.state === 'forbidden' ? undiscovered(kind) : lookup;
    // Another question about the same kind may have come here first.
    const reads =
      this.#kinds.get(groupKindId(kind)) ?? new KindReads(lookup.resource, (path) => this.#call(path));
    this.#kinds.set(groupKindId(kind), reads);
    return reads;
  }

  #call(path: string, options: GetOptions = {}) {
    const { transport, signal } = this.#options;
    return this.#gate(() => transport.get(path, { ...options, signal, onCall: this.#report.countCall }));
  }

  #noticed<T extends Lookup | ListResult>(kind: GroupKind, result: T): T {
    if (result.state === 'notServed') {
      this.#report.warn(result.message);
      // Discovery said otherwise a moment ago, or the kind was just installed: look again next time.
      if (this.#kinds.has(groupKindId(kind))) this.#options.discovery.invalidate();
    }
    return result;
  }
}

function undiscovered({ kind, group }: GroupKind) {
  return unreachable(`the cluster cannot say right now whether it serves ${kind} (${group})`);
}
