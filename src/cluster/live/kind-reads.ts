import { isDataKind } from '../../codegen/data-kind.ts';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../../kube/lookup.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { listPages } from './list-pages.ts';
import { type Call, readObject } from './read-object.ts';
import { isPathSegment } from './resource-path.ts';
import { ScopeReads } from './scope-reads.ts';

const NOTHING: readonly RawObject[] = [];

/** What one execution has asked about one kind: a scope per namespace, and the whole cluster. */
export class KindReads {
  readonly #resource: ServedResource;
  readonly #call: Call;
  readonly #byNameOnly: boolean;
  readonly #scopes = new Map<string, ScopeReads>();
  #everywhere: Promise<ListResult> | undefined;
  #byNamespace: ReadonlyMap<string, readonly RawObject[]> | undefined;

  constructor(resource: ServedResource, call: Call) {
    this.#resource = resource;
    this.#call = call;
    this.#byNameOnly = isDataKind(resource);
  }

  get namespaced(): boolean {
    return this.#resource.namespaced;
  }

  /** The kind's cluster-scoped objects have no namespace, whatever is asked. */
  list(namespace: string | undefined): Promise<ListResult> {
    const { kind, namespaced } = this.#resource;
    if (this.#byNameOnly) {
      return Promise.resolve({ state: 'forbidden', message: `${kind} objects are only read by name` });
    }
    if (!namespaced || namespace === undefined) return this.#listEverywhere();
    return isPathSegment(namespace)
      ? this.#scope(namespace).list()
      : Promise.resolve({ state: 'listed', objects: NOTHING });
  }

  lookup(
    namespace: string | undefined,
    names: readonly string[],
  ): ReadonlyMap<string, Promise<Lookup>> | undefined {
    if (!this.#resource.namespaced) return this.#scope('').lookup(names);
    const possible = namespace !== undefined && isPathSegment(namespace);
    return possible ? this.#scope(namespace).lookup(names) : undefined;
  }

  #listEverywhere(): Promise<ListResult> {
    this.#everywhere ??= listPages(this.#call, this.#resource, undefined);
    return this.#everywhere;
  }

  #scope(namespace: string): ScopeReads {
    const known = this.#scopes.get(namespace);
    if (known !== undefined) return known;
    const inUrl = this.#resource.namespaced ? namespace : undefined;
    const scope = new ScopeReads({
      byNameOnly: this.#byNameOnly,
      get: (name) => readObject(this.#call, this.#resource, inUrl, name),
      list: () =>
        inUrl === undefined ? this.#listEverywhere() : listPages(this.#call, this.#resource, inUrl),
      clusterList: () => this.#partOf(inUrl),
    });
    this.#scopes.set(namespace, scope);
    return scope;
  }

  #partOf(namespace: string | undefined): Promise<ListResult> | undefined {
    const everywhere = this.#everywhere;
    if (everywhere === undefined || namespace === undefined) return everywhere;
    return everywhere.then((result) => {
      if (result.state !== 'listed') return result;
      this.#byNamespace ??= groupByNamespace(result.objects);
      return { state: 'listed', objects: this.#byNamespace.get(namespace) ?? NOTHING };
    });
  }
}

function groupByNamespace(objects: readonly RawObject[]): ReadonlyMap<string, readonly RawObject[]> {
  return Map.groupBy(objects, ({ metadata }) => metadata.namespace ?? '');
}
