import type {
  ClusterSnapshot,
  KindLookup,
  ListScope,
  ResourcesResult,
  ServedResource,
} from '../../kube/cluster-reader.ts';
import { ABSENT, type ListResult, type Lookup, type Unreadable } from '../../kube/lookup.ts';
import type { ObjectChange } from '../../kube/object-change.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { Catalogue } from '../live/catalogue.ts';
import { notServed } from '../live/unreadable.ts';
import type { KindSnapshot } from './kind-snapshot.ts';
import type { StoreSnapshot } from './live-store.ts';

interface LiveSnapshotOptions {
  /** The store that it is a moment of. */
  readonly series: object;
  readonly kinds: StoreSnapshot;
  /** Absent until the cluster has first said what it serves. */
  readonly catalogue: Catalogue | undefined;
}

/**
 * A watch cache at one moment. Taking one costs next to nothing: it shares its lists with the moments before and
 * after. Holds what is listed and watched, never what is public about a Secret or ConfigMap: that is for its reader.
 */
export class LiveSnapshot implements ClusterSnapshot {
  readonly series: object;
  readonly kinds: StoreSnapshot;
  readonly catalogue: Catalogue | undefined;
  #heldResources: readonly ServedResource[] | undefined;

  constructor({ series, kinds, catalogue }: LiveSnapshotOptions) {
    this.series = series;
    this.kinds = kinds;
    this.catalogue = catalogue;
  }

  get(key: ObjectKey): Lookup | undefined {
    const resource = this.catalogue?.find(key);
    if (resource === undefined) return this.unserved(key);
    const held = this.held(key);
    if (held === undefined) return undefined;
    const object = held.get(resource.namespaced ? (key.namespace ?? '') : '', key.name);
    return object === undefined ? ABSENT : { state: 'found', object };
  }

  list(kind: GroupKind, { namespace }: ListScope): ListResult | undefined {
    const resource = this.catalogue?.find(kind);
    if (resource === undefined) return this.unserved(kind);
    const held = this.held(kind);
    if (held === undefined) return undefined;
    return { state: 'listed', objects: held.list(resource.namespaced ? namespace : undefined) };
  }

  kind(kind: GroupKind): KindLookup | undefined {
    const resource = this.catalogue?.find(kind);
    return resource === undefined ? this.unserved(kind) : { state: 'served', resource };
  }

  resources(): ResourcesResult | undefined {
    return this.catalogue && { state: 'listed', resources: this.catalogue.resources };
  }

  changesSince(before: ClusterSnapshot, kind: GroupKind): readonly ObjectChange[] | undefined {
    const [old, now] = [before instanceof LiveSnapshot ? before.held(kind) : undefined, this.held(kind)];
    return old === undefined ? undefined : now?.changesSince(old);
  }

  /** The kinds that are held. */
  heldResources(): readonly ServedResource[] {
    this.#heldResources ??= (this.catalogue?.resources ?? []).filter((each) => this.held(each) !== undefined);
    return this.#heldResources;
  }

  /** All objects of a kind; undefined where they are not held. */
  held(kind: GroupKind): KindSnapshot | undefined {
    return this.kinds.get(groupKindId(kind));
  }

  /** A kind that the cluster does not serve; undefined where nobody is sure. */
  unserved(kind: GroupKind): Extract<Unreadable, { state: 'notServed' }> | undefined {
    if (this.catalogue === undefined || this.catalogue.uncertain(kind)) return undefined;
    return notServed(kind);
  }
}
