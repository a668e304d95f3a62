import { isDataKind } from '../../codegen/data-kind.ts';
import type {
  ClusterReader,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
  ServedResource,
} from '../../kube/cluster-reader.ts';
import { ABSENT, type ListResult, type Lookup } from '../../kube/lookup.ts';
import type { MaybePromise } from '../../kube/maybe-promise.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { Clock } from '../../kube/time.ts';
import type { Catalogue } from '../live/catalogue.ts';
import type { DirectReader } from '../live/direct-reader.ts';
import { ExecutionReport } from '../live/execution-report.ts';
import { notServed } from '../live/unreadable.ts';
import type { KindCaches } from './kind-caches.ts';
import type { KindSnapshot } from './kind-snapshot.ts';
import type { StoreSnapshot } from './live-store.ts';
import type { NamedReads } from './named-reads.ts';

interface InformerReaderOptions {
  readonly snapshot: StoreSnapshot;
  /** Absent until the cluster has first said what it serves. */
  readonly catalogue: Catalogue | undefined;
  readonly versions: ClusterVersions | undefined;
  /** Whether every kind that is to be held, and may be, is. */
  readonly synced: boolean;
  readonly kinds: Pick<KindCaches, 'statusOf'>;
  readonly named: NamedReads;
  /** For what is not held: kinds of others, kinds that are still being listed, or that may not be listed as a whole. */
  readonly direct: DirectReader;
  readonly now: Clock;
}

/** Reads a watch cache as it was when the execution began; asks the cluster only for what is not held. */
export class InformerReader implements ClusterReader {
  readonly #options: InformerReaderOptions;
  readonly #report = new ExecutionReport();
  readonly #read = new Set<string>();
  readonly #kindsRead: GroupKind[] = [];
  #oldestRead: number | undefined;

  constructor(options: InformerReaderOptions) {
    this.#options = options;
  }

  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]> {
    const known = keys.map((key) => this.#fromMemory(key));
    return known.every((slot) => slot !== undefined) ? known : this.#withAsked(keys, known);
  }

  list(kind: GroupKind, { namespace }: ListScope): MaybePromise<ListResult> {
    const resource = this.#options.catalogue?.find(kind);
    if (resource === undefined) return this.#unlisted(kind, namespace);
    const held = this.#held(kind);
    if (held === undefined) return this.#options.direct.list(kind, { namespace });
    return { state: 'listed', objects: held.list(resource.namespaced ? namespace : undefined) };
  }

  kind(kind: GroupKind): MaybePromise<KindLookup> {
    const { catalogue, direct } = this.#options;
    const resource = catalogue?.find(kind);
    if (resource !== undefined) return { state: 'served', resource: this.#withState(resource) };
    return catalogue === undefined || catalogue.uncertain(kind) ? direct.kind(kind) : notServed(kind);
  }

  resources(): MaybePromise<ResourcesResult> {
    const { catalogue, direct } = this.#options;
    if (catalogue === undefined) return direct.resources();
    return { state: 'listed', resources: catalogue.resources.map((resource) => this.#withState(resource)) };
  }

  versions(): MaybePromise<ClusterVersions> {
    return this.#options.versions ?? this.#options.direct.versions();
  }

  locate(): undefined {
    return undefined;
  }

  hasSynced(): boolean {
    return this.#options.synced;
  }

  report(): ReadReport {
    const { kinds, direct, now } = this.#options;
    const own = this.#report.read();
    const asked = direct.report();
    const statuses = this.#kindsRead.flatMap((kind) => kinds.statusOf(kind) ?? []);
    const ages = statuses.map(({ age = 0 }) => age);
    if (this.#oldestRead !== undefined) ages.push(Math.max(0, now() - this.#oldestRead) / 1_000);
    return {
      requests: own.requests + asked.requests,
      ...(ages.length === 0 ? {} : { dataAge: Math.max(...ages) }),
      stale: statuses.some(({ stale }) => stale),
      hidden: asked.hidden,
      warnings: [...new Set([...own.warnings, ...asked.warnings])],
    };
  }

  /** Undefined where the cluster has to be asked. */
  #fromMemory(key: ObjectKey): Lookup | undefined {
    const { catalogue, named } = this.#options;
    const resource = catalogue?.find(key);
    if (resource === undefined) return this.#unserved(key);
    if (isDataKind(key)) {
      const kept = named.kept(key);
      if (kept !== undefined) this.#noteRead(kept.readAt);
      return kept?.lookup;
    }
    const held = this.#held(key);
    if (held === undefined) return undefined;
    const object = held.get(resource.namespaced ? (key.namespace ?? '') : '', key.name);
    return object === undefined ? ABSENT : { state: 'found', object };
  }

  async #withAsked(
    keys: readonly ObjectKey[],
    known: readonly (Lookup | undefined)[],
  ): Promise<readonly Lookup[]> {
    const { direct } = this.#options;
    const missing = keys.filter((_key, index) => known[index] === undefined);
    const [data, others] = [missing.filter(isDataKind), missing.filter((key) => !isDataKind(key))];
    const [named, asked] = await Promise.all([this.#readNamed(data), direct.getMany(others)]);
    const answers = new Map<ObjectKey, Lookup>();
    for (const [index, key] of data.entries()) answers.set(key, named[index] ?? ABSENT);
    for (const [index, key] of others.entries()) answers.set(key, asked[index] ?? ABSENT);
    return keys.map((key, index) => known[index] ?? answers.get(key) ?? ABSENT);
  }

  #readNamed(keys: readonly ObjectKey[]): Promise<readonly Lookup[]> {
    const { catalogue, named, direct } = this.#options;
    return Promise.all(
      keys.map(async (key) => {
        const resource = catalogue?.find(key);
        if (resource === undefined) return (await direct.getMany([key]))[0] ?? ABSENT;
        const { lookup, readAt } = await named.read(resource, key, this.#report.countCall);
        this.#noteRead(readAt);
        return lookup;
      }),
    );
  }

  /** A kind that the cluster does not serve, as far as it knows. */
  #unserved(kind: GroupKind): ReturnType<typeof notServed> | undefined {
    const { catalogue } = this.#options;
    if (catalogue === undefined || catalogue.uncertain(kind)) return undefined;
    const result = notServed(kind);
    this.#report.warn(result.message);
    return result;
  }

  #unlisted(kind: GroupKind, namespace: string | undefined): MaybePromise<ListResult> {
    return this.#unserved(kind) ?? this.#options.direct.list(kind, { namespace });
  }

  #held(kind: GroupKind): KindSnapshot | undefined {
    const id = groupKindId(kind);
    const held = this.#options.snapshot.get(id);
    if (held !== undefined && !this.#read.has(id)) {
      this.#read.add(id);
      this.#kindsRead.push({ group: kind.group, kind: kind.kind });
    }
    return held;
  }

  #noteRead(at: number): void {
    this.#oldestRead = Math.min(at, this.#oldestRead ?? at);
  }

  #withState(resource: ServedResource): ServedResource {
    const held = this.#options.snapshot.get(groupKindId(resource));
    if (held === undefined) return resource;
    const age = this.#options.kinds.statusOf(resource)?.age;
    return { ...resource, synced: true, count: held.count, ...(age === undefined ? {} : { age }) };
  }
}
