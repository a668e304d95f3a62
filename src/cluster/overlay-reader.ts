import type {
  ClusterReader,
  ClusterSnapshot,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
  SourceLocation,
} from '../kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../kube/lookup.ts';
import { andThen, type MaybePromise } from '../kube/maybe-promise.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { Overlay } from './hypothetical/overlay.ts';
import { OverlaySnapshot } from './hypothetical/overlay-snapshot.ts';

/** What is known of objects that were applied. */
export interface AppliedFacts {
  locate(object: RawObject, path?: string): SourceLocation | undefined;
  /** The object without what was filled in; undefined for objects that were not applied. */
  written(object: RawObject): RawObject | undefined;
}

/**
 * A cluster with changes that nobody has made. What is not changed is read from the cluster itself, with the rights of
 * the caller: nothing is copied but the lists that changed objects are in.
 */
export class OverlayReader implements ClusterReader {
  readonly snapshot: ClusterSnapshot | undefined;
  readonly audience: object | undefined;
  readonly #base: ClusterReader;
  readonly #overlay: Overlay;
  readonly #applied: AppliedFacts;

  constructor(base: ClusterReader, overlay: Overlay, applied: AppliedFacts) {
    this.#base = base;
    this.#overlay = overlay;
    this.#applied = applied;
    this.snapshot = base.snapshot && new OverlaySnapshot(base.snapshot, overlay);
    this.audience = base.audience;
  }

  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]> {
    const own = keys.map((key) => this.#overlay.get(key));
    const others = keys.filter((_, index) => own[index] === undefined);
    if (others.length === keys.length) return this.#base.getMany(keys);
    return andThen(this.#base.getMany(others), (answers) => {
      const rest = answers[Symbol.iterator]();
      return own.flatMap((answer) => answer ?? rest.next().value ?? []);
    });
  }

  list(kind: GroupKind, scope: ListScope): MaybePromise<ListResult> {
    return andThen(this.#base.list(kind, scope), (below) => this.#overlay.list(kind, scope, below));
  }

  kind(kind: GroupKind): MaybePromise<KindLookup> {
    return andThen(this.#base.kind(kind), (below) => this.#overlay.kind(kind, below));
  }

  resources(): MaybePromise<ResourcesResult> {
    return andThen(this.#base.resources(), (below) => this.#overlay.resources(below));
  }

  versions(): MaybePromise<ClusterVersions> {
    return this.#base.versions();
  }

  locate(object: RawObject, path?: string): SourceLocation | undefined {
    return this.#applied.locate(object, path) ?? this.#base.locate(object, path);
  }

  written(object: RawObject): RawObject {
    return this.#applied.written(object) ?? this.#base.written?.(object) ?? object;
  }

  hasSynced(): boolean {
    return this.#base.hasSynced();
  }

  noteVerdicts(kinds: () => Iterable<GroupKind>): void {
    this.#base.noteVerdicts?.(kinds);
  }

  report(): ReadReport {
    return this.#base.report();
  }
}
