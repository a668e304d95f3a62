import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { KindStatistics } from '../../kube/cluster-statistics.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { Catalogue } from '../live/catalogue.ts';
import { readVersion } from '../live/read-version.ts';
import { isCachedKind } from './is-cached-kind.ts';
import type { LiveStore } from './live-store.ts';
import { Reflector } from './reflector.ts';
import type { ReflectorOptions } from './reflector-options.ts';
import type { ReflectorStatus } from './reflector-status.ts';

interface KindCachesOptions
  extends Pick<ReflectorOptions, 'transport' | 'runtime' | 'slices' | 'traits' | 'onAbsent' | 'onProblem'> {
  readonly store: LiveStore;
}

/** One reflector for each kind that is served and held in memory; kinds come and go with what the cluster serves. */
export class KindCaches {
  readonly #options: KindCachesOptions;
  readonly #reflectors = new Map<string, Reflector>();
  readonly #stopping = new Set<Promise<void>>();

  constructor(options: KindCachesOptions) {
    this.#options = options;
  }

  /** Undefined for a kind that nobody watches. */
  statusOf(kind: GroupKind): ReflectorStatus | undefined {
    return this.#reflectors.get(groupKindId(kind))?.status;
  }

  /** All that is watched, in no order. */
  get reflectors(): readonly Reflector[] {
    return [...this.#reflectors.values()];
  }

  /** Kinds whose first list is still to come. */
  get waiting(): readonly Reflector[] {
    return this.reflectors.filter(
      ({ status }) => !status.synced && status.state !== 'forbidden' && status.state !== 'absent',
    );
  }

  /** One entry for each kind that is watched, in no order. */
  statistics(): readonly KindStatistics[] {
    return this.reflectors.map(({ resource: { group, kind }, status }) => {
      const { held: synced, count: objects } = this.#options.store.of({ group, kind });
      return { ...status.statistics(), group, kind, synced, objects };
    });
  }

  /** Starts and stops reflectors as the cluster's kinds say. */
  follow(catalogue: Catalogue): void {
    for (const resource of catalogue.resources) {
      const isWanted = isCachedKind(resource) || resource.policy !== undefined;
      if (isWanted && catalogue.watchable(resource)) this.#reflect(resource);
    }
    for (const { resource } of this.reflectors) {
      const gone = catalogue.find(resource) === undefined && !catalogue.uncertain(resource);
      if (gone) this.#forget(resource);
    }
  }

  /** Resolves when nothing is left running. */
  async stop(): Promise<void> {
    for (const reflector of this.reflectors) this.#stop(reflector);
    await Promise.all(this.#stopping);
  }

  #reflect(resource: ServedResource): void {
    const id = groupKindId(resource);
    const known = this.#reflectors.get(id);
    if (known !== undefined && isSameSource(known.resource, resource)) {
      // It may have given up on a kind that is served again.
      known.start();
      return;
    }
    // What the old version brought is held until the new one has been listed.
    if (known !== undefined) this.#stop(known);
    const { store, ...options } = this.#options;
    const reflector = new Reflector({ ...options, resource, sink: store.of(resource) });
    this.#reflectors.set(id, reflector);
    reflector.start();
  }

  #forget(resource: ServedResource): void {
    const reflector = this.#reflectors.get(groupKindId(resource));
    if (reflector !== undefined) this.#stop(reflector);
    this.#reflectors.delete(groupKindId(resource));
    this.#options.store.drop(resource);
  }

  #stop(reflector: Reflector): void {
    const stopping = reflector.stop().finally(() => this.#stopping.delete(stopping));
    this.#stopping.add(stopping);
  }
}

/** Whether two resources are read from the same place. */
function isSameSource(a: ServedResource, b: ServedResource): boolean {
  return readVersion(a) === readVersion(b) && a.plural === b.plural && a.namespaced === b.namespaced;
}
