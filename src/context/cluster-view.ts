import type { Judged, Rule, VerdictRule } from '../gatewayapi/fact.ts';
import type { Facet } from '../gatewayapi/filters/facet.ts';
import type { FacetTable } from '../gatewayapi/filters/facet-table.ts';
import { LIVE_PREMISES, type Premises } from '../gatewayapi/premises.ts';
import type { ReferenceSite } from '../gatewayapi/reference-site.ts';
import type { ClusterReader, ClusterVersions, ResourcesResult } from '../kube/cluster-reader.ts';
import type { ClusterSource, ConnectedCluster } from '../kube/connected-cluster.ts';
import type { ListResult, Lookup } from '../kube/lookup.ts';
import { andThen, type MaybePromise } from '../kube/maybe-promise.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { ClusterLoaders, type LoaderOptions } from '../loaders/cluster-loaders.ts';
import { FacetTables } from '../loaders/facet-tables.ts';
import type { IndexCache } from '../loaders/index-cache.ts';
import { type Course, runInTurns } from '../loaders/run-in-turns.ts';
import { runRule } from '../loaders/run-rule.ts';
import type { SharedMemory } from '../loaders/shared-memory.ts';
import type { ForkedVerdicts, SharedVerdicts } from '../loaders/shared-verdicts.ts';
import { type ResolutionIn, SiteResolver } from '../loaders/site-resolver.ts';

/** What a hypothetical view differs by from the view that it came from. */
export interface ViewHypothesis {
  readonly base: ClusterView;
  /** Equal for equal changes. */
  readonly id: string;
  /** The verdicts of the base as far as they hold here; absent where nothing is shared. */
  readonly verdicts: ForkedVerdicts | undefined;
}

export interface ViewOptions extends LoaderOptions {
  readonly hypothesis?: ViewHypothesis | undefined;
  /** What ends long rules before their time. */
  readonly course?: Course | undefined;
}

/** One cluster as one execution sees it: the value behind the GraphQL type Cluster. */
export class ClusterView {
  readonly cluster: ConnectedCluster;
  readonly reader: ClusterReader;
  readonly premises: Premises;
  readonly verdicts: SharedVerdicts | undefined;
  readonly hypothesis: ViewHypothesis | undefined;
  readonly course: Course | undefined;
  readonly #loaders: ClusterLoaders;
  readonly #indexes: IndexCache;
  readonly #resolver: SiteResolver<ClusterView>;
  readonly #ownFacets = new FacetTables();
  #readsServed = false;

  constructor(
    cluster: ConnectedCluster,
    reader: ClusterReader,
    indexes: IndexCache,
    options: ViewOptions = {},
  ) {
    this.premises = options.premises ?? LIVE_PREMISES;
    this.verdicts = options.verdicts;
    this.hypothesis = options.hypothesis;
    this.course = options.course;
    this.cluster = cluster;
    this.reader = reader;
    this.#indexes = indexes;
    this.#loaders = new ClusterLoaders(reader, indexes, options);
    this.#resolver = new SiteResolver(this, this.#loaders, this.#sharedMemory()?.resolutions);
  }

  get source(): ClusterSource {
    return this.hypothesis === undefined ? this.cluster.source : 'HYPOTHETICAL';
  }

  /** Whether something was read that may change while the reader's snapshot stays the same. */
  get readsBeyondSnapshot(): boolean {
    return this.#readsServed || this.#loaders.readsBeyondSnapshot;
  }

  /** Every kind that is served; counts and ages go on without a snapshot. */
  resources(): MaybePromise<ResourcesResult> {
    this.#readsServed = true;
    return this.reader.resources();
  }

  versions(): MaybePromise<ClusterVersions> {
    this.#readsServed = true;
    return this.reader.versions();
  }

  object(key: ObjectKey): MaybePromise<Lookup> {
    return this.#loaders.object(key);
  }

  list(kind: GroupKind, namespace?: string): MaybePromise<ListResult> {
    return this.#loaders.list(kind, namespace);
  }

  /** What a rule says of one object, computed once for all who see the same cluster. */
  verdict<T>(rule: VerdictRule<T>, key: ObjectKey): MaybePromise<Judged<T>> {
    return this.#loaders.verdict(rule, key);
  }

  run<T>(rule: Rule<T>): MaybePromise<T> {
    return runRule(rule, this.#loaders);
  }

  /** As `run`, for rules that may go through much of the cluster. */
  runInTurns<T>(rule: Rule<T>): MaybePromise<T> {
    return runInTurns(rule, this.#loaders, this.course);
  }

  /** Whether the reference at a site resolves. */
  resolutionAt(site: ReferenceSite): MaybePromise<ResolutionIn<ClusterView>> {
    return this.#resolver.resolve(site);
  }

  /** Where in a list that this view gave the objects with each key of a facet stand. */
  facetTable(facet: Facet, objects: readonly RawObject[]): MaybePromise<FacetTable> {
    const run = <T>(rule: Rule<T>) => this.run(rule);
    if (facet.of === 'object') return this.#indexes.facets.get(facet, objects, run);
    const shared = this.#sharedMemory()?.facets;
    const known = shared?.known(facet, objects);
    if (known !== undefined) return known;
    return andThen(this.#ownFacets.get(facet, objects, run), (table) => {
      // What was read beside the snapshot may change, or be withdrawn, while that stays the same.
      if (!this.readsBeyondSnapshot) shared?.keep(facet, objects, table);
      return table;
    });
  }

  /** What depends on the whole cluster is shared with those who see the same, and with nobody else. */
  #sharedMemory(): SharedMemory | undefined {
    const { snapshot, audience } = this.reader;
    const isShared = snapshot !== undefined && audience !== undefined && this.reader.hasSynced();
    return isShared ? this.#indexes.memoryOf(snapshot, audience) : undefined;
  }
}
