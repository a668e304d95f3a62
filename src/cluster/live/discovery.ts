import type { Json } from '../../kube/json.ts';
import type { KindRow } from '../../kube/kind-row.ts';
import { AGGREGATED_ACCEPT, isAggregated, readAggregated } from './aggregated-discovery.ts';
import { type NoAnswer, unauthenticated, unreachable } from './api-answer.ts';
import { buildCatalogue, type Catalogue, keepStale } from './catalogue.ts';
import type { GroupVersion } from './group-version.ts';
import { readLegacyCore, readLegacyGroups } from './legacy-discovery.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { type PolicyModes, readPolicyModes } from './read-policy-kinds.ts';
import type { Runtime } from './runtime.ts';
import type { Transport } from './transport.ts';

/** How old an answer may be: a CRD that was installed is seen after this long at the latest. */
const FRESH_MS = 30_000;
/** After a failure an older answer serves for a while, so that not every query waits for the next one. */
const RETRY_MS = 5_000;
const PARALLEL = 16;
const CRD_GROUP = 'apiextensions.k8s.io';

type Root = '/api' | '/apis';

interface DiscoveryOptions {
  readonly transport: Transport;
  readonly clusterName: string;
  readonly kindTable: readonly KindRow[];
  readonly runtime: Runtime;
}

interface Page {
  readonly etag: string | undefined;
  readonly versions: readonly GroupVersion[];
}

/**
 * What the cluster serves, and which of it are policies, asked for at most every 30 s and shared by all executions. It is asked as the kubeconfig's
 * own user, also for callers with a token: every authenticated user may read the same. Because its cost belongs to no
 * one execution, no execution's `requests` counts it.
 */
export class Discovery {
  readonly #options: DiscoveryOptions;
  readonly #pages = new Map<Root, Page>();
  #catalogue: Catalogue | undefined;
  #policies: PolicyModes | undefined;
  #freshUntil = 0;
  #underWay: Promise<Catalogue | NoAnswer> | undefined;

  constructor(options: DiscoveryOptions) {
    this.#options = options;
  }

  catalogue(): Promise<Catalogue | NoAnswer> {
    if (this.#catalogue && this.#options.runtime.now() < this.#freshUntil) {
      return Promise.resolve(this.#catalogue);
    }
    this.#underWay ??= this.#refresh().finally(() => {
      this.#underWay = undefined;
    });
    return this.#underWay;
  }

  /** The next question asks the cluster again: it answered as if a kind had come or gone. */
  invalidate(): void {
    this.#freshUntil = 0;
  }

  async #refresh(): Promise<Catalogue | NoAnswer> {
    const startedAt = this.#options.runtime.now();
    const groupsBefore = this.#pages.get('/apis');
    const [core, groups] = await Promise.all([this.#page('/api'), this.#page('/apis')]);
    const failure = [core, groups].find((result): result is NoAnswer => 'state' in result);
    if (failure !== undefined) {
      this.#freshUntil = this.#options.runtime.now() + RETRY_MS;
      return this.#catalogue ?? failure;
    }
    const versions = [core, groups].flatMap((page) => ('versions' in page ? page.versions : []));
    if (groups !== groupsBefore) await this.#learnPolicies(versions);
    this.#catalogue = buildCatalogue(versions, this.#options.kindTable, this.#policies);
    this.#freshUntil = startedAt + FRESH_MS;
    return this.#catalogue;
  }

  /** Kinds of policies come with CRDs, and those with a change of what is served. */
  async #learnPolicies(versions: readonly GroupVersion[]): Promise<void> {
    if (!versions.some(({ group }) => group === CRD_GROUP)) return;
    this.#policies = (await readPolicyModes(this.#options.transport)) ?? this.#policies;
  }

  async #page(root: Root): Promise<Page | NoAnswer> {
    const { transport, clusterName } = this.#options;
    const before = this.#pages.get(root);
    const answer = await transport.get(root, { accept: AGGREGATED_ACCEPT, etag: before?.etag });
    if (answer.state === 'unavailable') return answer;
    if (answer.status === 304 && before !== undefined) return before;
    if (answer.status !== 200 || answer.body === undefined) return undiscoverable(clusterName, answer.status);
    const versions = keepStale(before?.versions ?? [], await this.#read(root, answer.body));
    // A stale answer is asked for again in full: its tag may outlive the fault.
    const tag = versions.some(({ stale }) => stale) ? undefined : answer.headers['etag'];
    const page = { etag: typeof tag === 'string' ? tag : undefined, versions };
    this.#pages.set(root, page);
    return page;
  }

  #read(root: Root, body: Json): readonly GroupVersion[] | Promise<readonly GroupVersion[]> {
    if (isAggregated(body)) return readAggregated(body);
    const gate = limitConcurrency(PARALLEL);
    const get = (path: string) => gate(() => this.#options.transport.get(path));
    return root === '/api' ? readLegacyCore(body, get) : readLegacyGroups(body, get);
  }
}

function undiscoverable(clusterName: string, status: number): NoAnswer {
  return status === 403
    ? unauthenticated(`cluster ${clusterName} does not let this user see what it serves (status 403)`)
    : unreachable(`cluster ${clusterName} does not say what it serves (status ${status})`);
}
