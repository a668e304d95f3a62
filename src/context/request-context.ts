import { badUserInput } from '../errors.ts';
import type { CapabilityFile } from '../gatewayapi/capabilities/capability-file.ts';
import type { Premises } from '../gatewayapi/premises.ts';
import type { ReferenceSite } from '../gatewayapi/reference-site.ts';
import type { ClusterReader } from '../kube/cluster-reader.ts';
import {
  type CallerCredentials,
  type ConnectedCluster,
  type Credentials,
  credentialsFor,
  type ReaderOptions,
} from '../kube/connected-cluster.ts';
import type { Hypothesis, Suppose } from '../kube/hypothesis.ts';
import { isObject } from '../kube/json.ts';
import { all, type MaybePromise } from '../kube/maybe-promise.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { Clock } from '../kube/time.ts';
import type { IndexCache } from '../loaders/index-cache.ts';
import type { RouteIndexCache } from '../loaders/route-index-cache.ts';
import type { VerdictCache } from '../loaders/verdict-cache.ts';
import { ClusterView } from './cluster-view.ts';
import type { ExecutionBudget } from './execution-budget.ts';
import { HypotheticalViews, type SupposedView } from './hypothetical-views.ts';
import type { ListenerPlace } from './listener-place.ts';
import { isSameMoment, type Moment, momentOf } from './moment.ts';
import { type NamedReport, reportOf } from './named-report.ts';
import { premisesOf } from './premises-of.ts';
import { SeenObjects } from './seen-objects.ts';
import { SeenSites } from './seen-sites.ts';
import type { SiteIndex } from './site-index.ts';

/** What lives as long as the process. */
export interface ContextServices {
  /** The default cluster first; never empty. */
  readonly clusters: readonly ConnectedCluster[];
  readonly sites: SiteIndex;
  readonly indexes: IndexCache;
  /** For simulated requests. */
  readonly routeIndexes: RouteIndexCache;
  readonly now: Clock;
  readonly printYaml: (value: unknown) => string;
  readonly suppose: Suppose;
  /** What was computed of snapshots; absent where each execution is to compute its own. */
  readonly verdicts?: VerdictCache | undefined;
  /** What users say about controllers. @default nothing */
  readonly capabilities?: CapabilityFile | undefined;
  /** Kinds of policies that the user's CRDs tell about. @default none */
  readonly policyKinds?: Premises['policyKinds'];
  /** What is wrong with a regular expression of a route, as the end of a sentence. */
  readonly patternProblem?: Premises['patternProblem'];
}

/** What one execution brings along. */
export interface ExecutionOptions {
  readonly credentials: CallerCredentials;
  readonly signal?: AbortSignal | undefined;
  /** Most nodes of one connection; undefined for no limit. */
  readonly pageSize?: number | undefined;
  readonly budget?: ExecutionBudget | undefined;
}

/** Everything resolvers may use, made anew for every execution. */
export class RequestContext {
  readonly now: Clock;
  readonly printYaml: (value: unknown) => string;
  readonly routeIndexes: RouteIndexCache;
  readonly limits: { readonly pageSize: number | undefined };
  readonly budget: ExecutionBudget | undefined;
  readonly #services: ContextServices;
  readonly #options: ExecutionOptions;
  readonly #views = new Map<string, ClusterView>();
  readonly #seen = new SeenObjects();
  readonly #hypothetical: HypotheticalViews;
  readonly #named = new Set<string>();
  #readsClock = false;
  #supposes = false;
  readonly #sites: SeenSites;
  #lastSite: ReferenceSite | undefined;

  constructor(services: ContextServices, options: ExecutionOptions) {
    this.#services = services;
    this.#options = options;
    this.#sites = new SeenSites(services.sites);
    this.now = () => {
      this.#readsClock = true;
      return services.now();
    };
    this.printYaml = services.printYaml;
    this.routeIndexes = services.routeIndexes;
    this.limits = { pageSize: options.pageSize };
    this.budget = options.budget;
    this.#hypothetical = new HypotheticalViews(services);
  }

  /** Fires when nobody waits for the answer any more. */
  get signal(): AbortSignal | undefined {
    return signalOf(this.#options);
  }

  clusterNames(): readonly string[] {
    return this.#services.clusters.map((cluster) => cluster.name);
  }

  /** The cluster of that name, or the default one; the same view each time. */
  view(name?: string): ClusterView | undefined {
    const { clusters, indexes } = this.#services;
    const cluster = name === undefined ? clusters[0] : clusters.find((candidate) => candidate.name === name);
    if (cluster === undefined) return undefined;
    const known = this.#views.get(cluster.name);
    if (known !== undefined) return known;
    const reader = this.#openReader(cluster);
    const premises = premisesOf(cluster, this.#services);
    const verdicts = this.#services.verdicts?.verdictsFor(reader, indexes, premises);
    const view = new ClusterView(cluster, reader, indexes, { premises, verdicts, course: this.budget });
    this.#views.set(cluster.name, view);
    return view;
  }

  #openReader(cluster: ConnectedCluster): ClusterReader {
    const isDefault = cluster === this.#services.clusters[0];
    const credentials = credentialsFor(this.#options.credentials, cluster.name, isDefault);
    return cluster.openReader(readerOptions(this.#options, credentials));
  }

  /** Whether the answer depends on when it was asked. */
  get readsClock(): boolean {
    return this.#readsClock;
  }

  /** What the answer depends on; undefined where that is more than clusters that are held in memory. */
  moments(): readonly Moment[] | undefined {
    const views = [...this.#views.values()];
    if (this.#supposes || views.some((view) => view.readsBeyondSnapshot)) return undefined;
    const moments = views.flatMap(({ cluster, reader }) => {
      const moment = momentOf(cluster.name, this.#openReader(cluster));
      // it may have moved on in the meantime
      return moment !== undefined && moment.snapshot.deref() === reader.snapshot ? [moment] : [];
    });
    return moments.length === views.length ? moments : undefined;
  }

  /** Whether an answer of another execution, at those moments, would be the same for this one. */
  sees(moments: readonly Moment[]): boolean {
    return moments.every((moment) => {
      const cluster = this.#services.clusters.find(({ name }) => name === moment.cluster);
      const now = cluster === undefined ? undefined : momentOf(cluster.name, this.#openReader(cluster));
      return now !== undefined && isSameMoment(moment, now);
    });
  }

  /** A namespace that the query itself names: it may be named back. */
  nameNamespace(namespace: string | null | undefined): void {
    if (namespace != null) this.#named.add(namespace);
  }

  /** The view as it would be with some changes. */
  suppose(base: ClusterView, hypothesis: Hypothesis, maxObjects: number): Promise<SupposedView> {
    this.#supposes = true;
    return this.#hypothetical.suppose(base, hypothesis, maxObjects);
  }

  /**
   * Every object passes here on its way into a response, so that `viewOf` and `siteOf` know it. Gives the object that the
   * response has to hold.
   */
  see<T extends RawObject>(object: T, view: ClusterView): T {
    const seen = this.#seen.see(object, view);
    this.#sites.add(seen);
    return seen;
  }

  viewOf(object: RawObject): ClusterView {
    const view = this.#seen.viewOf(object);
    if (view === undefined) throw new Error('an object reached a resolver without passing see()');
    return view;
  }

  /** An object that `see` gave, as its reader knows it. */
  originalOf(object: RawObject): RawObject {
    return this.#seen.originalOf(object);
  }

  /** Where a reference inside an object stands that this execution has seen. */
  siteOf(node: object): ReferenceSite {
    // The fields of a reference are asked for one after the other.
    if (this.#lastSite?.node === node) return this.#lastSite;
    this.#lastSite = this.#findSite(node);
    return this.#lastSite;
  }

  #findSite(node: object): ReferenceSite {
    // manifests can hold anything: a text where a reference belongs is the writer's fault, not a bug
    if (!isObject(node)) {
      throw badUserInput('The object holds something else where its schema has a reference.');
    }
    const site = this.#sites.siteOf(node);
    if (site === undefined) throw new Error('a reference reached a resolver that the table does not know');
    return site;
  }

  /** Which listener a node is, of an object that this execution has seen. */
  listenerAt(node: object): ListenerPlace {
    if (!isObject(node))
      throw badUserInput('The object holds something else where its schema has a listener.');
    const place = this.#sites.listenerAt(node);
    if (place === undefined) throw new Error('a listener reached a resolver that no object holds');
    return place;
  }

  /** One report for each cluster that this execution read, the first read first. */
  reports(): MaybePromise<readonly NamedReport[]> {
    return all([...this.#views].map(([name, view]) => reportOf(name, view, this.#named)));
  }
}

function signalOf({ signal, budget }: ExecutionOptions): AbortSignal | undefined {
  return signal ?? budget?.signal;
}

/** A signal is made for the readers that ask for one: those over memory wait for nothing. */
function readerOptions(options: ExecutionOptions, credentials: Credentials): ReaderOptions {
  return {
    credentials,
    get signal() {
      return signalOf(options);
    },
  };
}
