import { ABSENT, type ListResult, type Lookup } from '../../kube/lookup.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { isPathSegment } from './resource-path.ts';

interface ScopeReadsOptions {
  /** Some kinds are never listed: each name is a question of its own. */
  readonly byNameOnly: boolean;
  readonly get: (name: string) => Promise<Lookup>;
  readonly list: () => Promise<ListResult>;
  /** What a list of the whole cluster says of this scope, where this execution has asked for one. */
  readonly clusterList: () => Promise<ListResult> | undefined;
}

/**
 * What one execution has asked about one kind in one namespace (or, for a cluster-scoped kind, in the cluster). One
 * name is one GET; as soon as there are more, one LIST answers them all and whatever is asked later.
 */
export class ScopeReads {
  readonly #options: ScopeReadsOptions;
  readonly #lookups = new Map<string, Promise<Lookup>>();
  #list: Promise<ListResult> | undefined;
  #names: Promise<ReadonlyMap<string, RawObject>> | undefined;
  #touched = false;

  constructor(options: ScopeReadsOptions) {
    this.#options = options;
  }

  list(): Promise<ListResult> {
    this.#list ??= this.#fromClusterList() ?? this.#options.list();
    return this.#list;
  }

  /** Names that are asked for together. */
  lookup(names: readonly string[]): ReadonlyMap<string, Promise<Lookup>> {
    const asked = new Set(names);
    const fresh = [...asked].filter((name) => !this.#lookups.has(name) && isPathSegment(name));
    const list = fresh.length > 0 ? this.#coveringList(fresh.length) : undefined;
    for (const name of fresh) {
      this.#lookups.set(name, list === undefined ? this.#options.get(name) : this.#pick(list, name));
    }
    return new Map(
      [...asked].map((name) => [name, this.#lookups.get(name) ?? Promise.resolve<Lookup>(ABSENT)]),
    );
  }

  #coveringList(names: number): Promise<ListResult> | undefined {
    if (this.#options.byNameOnly) return undefined;
    const isFirst = !this.#touched && names === 1;
    this.#touched = true;
    const known = this.#list !== undefined || this.#options.clusterList() !== undefined;
    return isFirst && !known ? undefined : this.list();
  }

  async #pick(list: Promise<ListResult>, name: string): Promise<Lookup> {
    const result = await list;
    // Who may not list may still read what can be named.
    if (result.state === 'forbidden') return this.#options.get(name);
    if (result.state !== 'listed') return result;
    this.#names ??= list.then(byName);
    const object = (await this.#names).get(name);
    return object === undefined ? ABSENT : { state: 'found', object };
  }

  #fromClusterList(): Promise<ListResult> | undefined {
    // Who may not list everywhere may still list here.
    return this.#options
      .clusterList()
      ?.then((result) => (result.state === 'forbidden' ? this.#options.list() : result));
  }
}

function byName(result: ListResult): ReadonlyMap<string, RawObject> {
  const objects = result.state === 'listed' ? result.objects : [];
  return new Map(objects.map((object) => [object.metadata.name, object]));
}
