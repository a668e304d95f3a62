import type {
  ClusterReader,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
} from '../../kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../../kube/lookup.ts';
import { andThen, type MaybePromise } from '../../kube/maybe-promise.ts';
import type { GroupKind, ObjectKey } from '../../kube/object-key.ts';
import type { NoAnswer } from '../live/api-answer.ts';

interface AdmittedReaderOptions {
  readonly inner: ClusterReader;
  /** Why the caller is nobody; undefined for somebody. */
  readonly refused: MaybePromise<NoAnswer | undefined>;
}

/** A reader for callers who are somebody: what a cluster serves is known to gwql, and not for everybody. */
export class AdmittedReader implements ClusterReader {
  readonly #inner: ClusterReader;
  readonly #refused: MaybePromise<NoAnswer | undefined>;

  constructor({ inner, refused }: AdmittedReaderOptions) {
    this.#inner = inner;
    this.#refused = refused;
  }

  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]> {
    return andThen(this.#refused, (refused) =>
      refused === undefined ? this.#inner.getMany(keys) : keys.map(() => refused),
    );
  }

  list(kind: GroupKind, scope: ListScope): MaybePromise<ListResult> {
    return andThen<NoAnswer | undefined, ListResult>(
      this.#refused,
      (refused) => refused ?? this.#inner.list(kind, scope),
    );
  }

  kind(kind: GroupKind): MaybePromise<KindLookup> {
    return andThen<NoAnswer | undefined, KindLookup>(
      this.#refused,
      (refused) => refused ?? this.#inner.kind(kind),
    );
  }

  resources(): MaybePromise<ResourcesResult> {
    return andThen<NoAnswer | undefined, ResourcesResult>(
      this.#refused,
      (refused) => refused ?? this.#inner.resources(),
    );
  }

  versions(): MaybePromise<ClusterVersions> {
    return andThen(this.#refused, (refused) => (refused === undefined ? this.#inner.versions() : {}));
  }

  locate(): undefined {
    return undefined;
  }

  hasSynced(): boolean {
    return false;
  }

  report(): ReadReport {
    return this.#inner.report();
  }
}
