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
import { isPromise, type MaybePromise } from '../../kube/maybe-promise.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Clock } from '../../kube/time.ts';
import type { DirectReader } from '../live/direct-reader.ts';
import { ExecutionReport } from '../live/execution-report.ts';
import type { KindCaches } from './kind-caches.ts';
import { namespaceOf } from './kind-snapshot.ts';
import type { LiveSnapshot } from './live-snapshot.ts';
import type { NamedReads } from './named-reads.ts';

interface InformerReaderOptions {
  readonly snapshot: LiveSnapshot;
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
  readonly snapshot: LiveSnapshot;
  /** Those who share what was read by name. */
  readonly audience: object;
  readonly #options: InformerReaderOptions;
  readonly #report = new ExecutionReport();
  readonly #read = new Set<string>();
  readonly #kindsRead: GroupKind[] = [];
  #verdictKinds: () => Iterable<GroupKind> = () => [];
  #oldestRead: number | undefined;

  constructor(options: InformerReaderOptions) {
    this.#options = options;
    this.snapshot = options.snapshot;
    this.audience = options.named;
  }

  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]> {
    const known = keys.map((key) => this.#fromMemory(key));
    return known.every((slot) => slot !== undefined) ? known : this.#withAsked(keys, known);
  }

  list(kind: GroupKind, scope: ListScope): MaybePromise<ListResult> {
    this.#note(kind);
    return this.#told(this.snapshot.list(kind, scope)) ?? this.#options.direct.list(kind, scope);
  }

  /** Undefined for a kind that is not in memory, and has to be asked for. */
  heldResource(kind: GroupKind): ServedResource | undefined {
    return this.snapshot.held(kind) === undefined ? undefined : this.snapshot.catalogue?.find(kind);
  }

  /** The namespaces that hold objects of a kind in memory. */
  namespacesOf(kind: GroupKind): readonly string[] {
    return this.snapshot.held(kind)?.namespaces.map(namespaceOf) ?? [];
  }

  /** The objects in memory of some namespaces, which are in their order by bytes; the same list for the same ones. */
  listOf(kind: GroupKind, namespaces: readonly string[]): readonly RawObject[] {
    this.#note(kind);
    return this.snapshot.held(kind)?.listOf(namespaces) ?? [];
  }

  kind(kind: GroupKind): MaybePromise<KindLookup> {
    const known = this.snapshot.kind(kind) ?? this.#options.direct.kind(kind);
    if (isPromise(known) || known.state !== 'served') return known;
    return { state: 'served', resource: this.#withState(known.resource) };
  }

  resources(): MaybePromise<ResourcesResult> {
    const { catalogue } = this.snapshot;
    if (catalogue === undefined) return this.#options.direct.resources();
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
    for (const kind of this.#verdictKinds()) this.#note(kind);
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

  noteVerdicts(kinds: () => Iterable<GroupKind>): void {
    this.#verdictKinds = kinds;
  }

  /** Undefined where the cluster has to be asked. */
  #fromMemory(key: ObjectKey): Lookup | undefined {
    if (isDataKind(key) && this.snapshot.catalogue?.find(key) !== undefined) {
      const kept = this.#options.named.kept(key);
      if (kept !== undefined) this.#noteRead(kept.readAt);
      return kept?.lookup;
    }
    this.#note(key);
    return this.#told(this.snapshot.get(key));
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
    const { named, direct } = this.#options;
    return Promise.all(
      keys.map(async (key) => {
        const resource = this.snapshot.catalogue?.find(key);
        if (resource === undefined) return (await direct.getMany([key]))[0] ?? ABSENT;
        const { lookup, readAt } = await named.read(resource, key, this.#report.countCall);
        this.#noteRead(readAt);
        return lookup;
      }),
    );
  }

  /** Says in the report what is not served. */
  #told<T extends Lookup | ListResult>(answer: T | undefined): T | undefined {
    if (answer?.state === 'notServed') this.#report.warn(answer.message);
    return answer;
  }

  #note(kind: GroupKind): void {
    const id = groupKindId(kind);
    if (this.#read.has(id) || this.snapshot.held(kind) === undefined) return;
    this.#read.add(id);
    this.#kindsRead.push({ group: kind.group, kind: kind.kind });
  }

  #noteRead(at: number): void {
    this.#oldestRead = Math.min(at, this.#oldestRead ?? at);
  }

  #withState(resource: ServedResource): ServedResource {
    const held = this.snapshot.held(resource);
    if (held === undefined) return resource;
    const age = this.#options.kinds.statusOf(resource)?.age;
    return { ...resource, synced: true, count: held.count, ...(age === undefined ? {} : { age }) };
  }
}
