import type {
  ClusterReader,
  ClusterSnapshot,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
  ServedResource,
} from '../../kube/cluster-reader.ts';
import { ABSENT, type ListResult, type Lookup } from '../../kube/lookup.ts';
import { all, andThen, type MaybePromise } from '../../kube/maybe-promise.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { NoAnswer } from '../live/api-answer.ts';
import type { ExecutionReport } from '../live/execution-report.ts';
import { isPathSegment } from '../live/resource-path.ts';
import { forbidden } from '../live/unreadable.ts';
import type { InformerReader } from '../watch/informer-reader.ts';
import type { Access } from './access.ts';
import type { Identity } from './caller.ts';
import { KindAccess } from './kind-access.ts';
import { RELEASE } from './release-question.ts';
import type { Verdict } from './reviews.ts';

interface AuthorizedReaderOptions {
  /** Over the shared memory; what is not in there it asks the cluster for, as the caller. */
  readonly inner: InformerReader;
  readonly identity: MaybePromise<Identity>;
  /** Of kinds that the caller may list everywhere. */
  readonly snapshot: ClusterSnapshot | undefined;
  readonly report: ExecutionReport;
}

/**
 * The gate: what is in the shared memory as one caller may see it. Nothing of it leaves before the API server has said
 * that this caller may have it; what he may not read is `forbidden`, whether it exists or not, and what is hidden is
 * neither listed nor counted. What is not in memory the inner reader reads as the caller.
 */
export class AuthorizedReader implements ClusterReader {
  readonly snapshot: ClusterSnapshot | undefined;
  readonly #inner: InformerReader;
  readonly #identity: MaybePromise<Identity>;
  readonly #report: ExecutionReport;
  readonly #kinds = new Map<string, KindAccess>();

  constructor({ inner, identity, snapshot, report }: AuthorizedReaderOptions) {
    this.#inner = inner;
    this.#identity = identity;
    this.#report = report;
    this.snapshot = snapshot;
  }

  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]> {
    return this.#asCaller<readonly Lookup[]>(
      (access) =>
        andThen(all(keys.map((key) => this.#withheld(access, key))), (withheld) =>
          andThen(this.#inner.getMany(keys.filter((_, index) => withheld[index] === undefined)), (found) => {
            const rest = found.values();
            return keys.map((_, index) => withheld[index] ?? rest.next().value ?? ABSENT);
          }),
        ),
      (answer) => keys.map(() => answer),
    );
  }

  list(kind: GroupKind, scope: ListScope): MaybePromise<ListResult> {
    return this.#asCaller<ListResult>((access) => {
      const resource = this.#inner.heldResource(kind);
      if (resource === undefined) return this.#inner.list(kind, scope);
      const rights = this.#rights(access, resource);
      return resource.namespaced && scope.namespace !== undefined
        ? this.#listNamespace(rights, scope.namespace)
        : this.#listEverywhere(rights);
    });
  }

  /** As it is served. How many objects there are is not for everybody, and said in `resources`. */
  kind(kind: GroupKind): MaybePromise<KindLookup> {
    return this.#asCaller<KindLookup>(() =>
      andThen(this.#inner.kind(kind), (answer) =>
        answer.state === 'served' ? { ...answer, resource: withoutState(answer.resource) } : answer,
      ),
    );
  }

  resources(): MaybePromise<ResourcesResult> {
    return this.#asCaller<ResourcesResult>((access) =>
      andThen(this.#inner.resources(), (answer): MaybePromise<ResourcesResult> => {
        if (answer.state !== 'listed') return answer;
        const shown = answer.resources.map((resource) => this.#withRightfulState(access, resource));
        return andThen(all(shown), (resources) => ({ state: 'listed', resources }));
      }),
    );
  }

  versions(): MaybePromise<ClusterVersions> {
    return andThen(this.#identity, (access) => {
      if ('state' in access) return {};
      return andThen(access.decide(RELEASE, this.#report.countCall), (verdict) =>
        andThen(this.#inner.versions(), (versions) =>
          verdict === 'allowed' ? versions : { kubernetesVersion: versions.kubernetesVersion },
        ),
      );
    });
  }

  locate(): undefined {
    return undefined;
  }

  hasSynced(): boolean {
    return this.#inner.hasSynced();
  }

  report(): ReadReport {
    const [own, inner] = [this.#report.read(), this.#inner.report()];
    return {
      ...inner,
      requests: own.requests + inner.requests,
      hidden: [...own.hidden, ...inner.hidden],
      warnings: [...new Set([...own.warnings, ...inner.warnings])],
    };
  }

  noteVerdicts(kinds: () => Iterable<GroupKind>): void {
    this.#inner.noteVerdicts(kinds);
  }

  #asCaller<T>(read: (access: Access) => MaybePromise<T>): MaybePromise<T | NoAnswer>;
  #asCaller<T>(
    read: (access: Access) => MaybePromise<T>,
    otherwise: (answer: NoAnswer) => T,
  ): MaybePromise<T>;
  #asCaller<T>(
    read: (access: Access) => MaybePromise<T>,
    otherwise: (answer: NoAnswer) => T | NoAnswer = (answer) => answer,
  ): MaybePromise<T | NoAnswer> {
    return andThen<Identity, T | NoAnswer>(this.#identity, (identity) =>
      'state' in identity ? otherwise(identity) : read(identity),
    );
  }

  #rights(access: Access, resource: ServedResource): KindAccess {
    const id = groupKindId(resource);
    let rights = this.#kinds.get(id);
    if (rights === undefined) {
      rights = new KindAccess(access, resource, this.#report.countCall);
      this.#kinds.set(id, rights);
    }
    return rights;
  }

  /** What is said in place of an object that the caller may not have; undefined where the inner reader may answer. */
  #withheld(access: Access, key: ObjectKey): MaybePromise<Lookup | undefined> {
    const resource = this.#inner.heldResource(key);
    if (resource === undefined) return undefined;
    const namespace = resource.namespaced ? (key.namespace ?? '') : undefined;
    // No object has such a name, as everybody knows.
    if (!isPathSegment(key.name) || (namespace !== undefined && !isPathSegment(namespace))) return ABSENT;
    return andThen(this.#rights(access, resource).named(namespace, key.name), (verdict) =>
      verdict === 'allowed' ? undefined : refusal(verdict, () => forbidden('get', resource, namespace)),
    );
  }

  #listNamespace(rights: KindAccess, namespace: string): MaybePromise<ListResult> {
    const { resource } = rights;
    if (!isPathSegment(namespace)) return { state: 'listed', objects: [] };
    return andThen(rights.inNamespace(namespace), (verdict) => {
      if (verdict === 'allowed') return this.#inner.list(resource, { namespace });
      if (verdict === 'denied') this.#report.hide(resource, namespace);
      return refusal(verdict, () => forbidden('list', resource, namespace));
    });
  }

  #listEverywhere(rights: KindAccess): MaybePromise<ListResult> {
    const { resource } = rights;
    return andThen(rights.everywhere(), (verdict): MaybePromise<ListResult> => {
      if (verdict === 'allowed') return this.#inner.list(resource, {});
      if (verdict === 'denied') this.#report.hide(resource, undefined);
      return verdict === 'denied' && resource.namespaced
        ? this.#listWherePossible(rights)
        : refusal(verdict, () => forbidden('list', resource, undefined));
    });
  }

  /**
   * The objects of those namespaces that the caller may list. Where he sees none he is told that he may not list the
   * cluster: whether there are others makes no difference to the answer.
   */
  #listWherePossible(rights: KindAccess): MaybePromise<ListResult> {
    const { resource } = rights;
    const namespaces = this.#inner.namespacesOf(resource);
    return andThen(
      all(namespaces.map((namespace) => rights.inNamespace(namespace))),
      (verdicts): ListResult => {
        const failure = verdicts.find((verdict) => typeof verdict === 'object');
        // Part of a list that failed is no list.
        if (failure !== undefined) return failure;
        const visible = namespaces.filter((_, index) => verdicts[index] === 'allowed');
        return visible.length === 0
          ? forbidden('list', resource, undefined)
          : { state: 'listed', objects: this.#inner.listOf(resource, visible), partial: true };
      },
    );
  }

  #withRightfulState(access: Access, resource: ServedResource): MaybePromise<ServedResource> {
    if (!resource.synced) return resource;
    return andThen(this.#rights(access, resource).everywhere(), (verdict) =>
      verdict === 'allowed' ? resource : withoutState(resource),
    );
  }
}

function refusal<T>(verdict: Exclude<Verdict, 'allowed'>, denied: () => T): T | NoAnswer {
  return verdict === 'denied' ? denied() : verdict;
}

function withoutState({ count: _, age: __, ...resource }: ServedResource): ServedResource {
  return { ...resource, synced: false };
}
