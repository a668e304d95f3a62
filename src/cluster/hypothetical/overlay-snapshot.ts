import type { ClusterSnapshot, KindLookup, ListScope, ResourcesResult } from '../../kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../../kube/lookup.ts';
import type { GroupKind, ObjectKey } from '../../kube/object-key.ts';
import type { Overlay } from './overlay.ts';

/** A snapshot with changes; holds what that one holds. */
export class OverlaySnapshot implements ClusterSnapshot {
  readonly #base: ClusterSnapshot;
  readonly #overlay: Overlay;

  constructor(base: ClusterSnapshot, overlay: Overlay) {
    this.#base = base;
    this.#overlay = overlay;
  }

  get(key: ObjectKey): Lookup | undefined {
    return this.#overlay.get(key) ?? this.#base.get(key);
  }

  list(kind: GroupKind, scope: ListScope): ListResult | undefined {
    const below = this.#base.list(kind, scope);
    return below && this.#overlay.list(kind, scope, below);
  }

  kind(kind: GroupKind): KindLookup | undefined {
    const below = this.#base.kind(kind);
    return below && this.#overlay.kind(kind, below);
  }

  resources(): ResourcesResult | undefined {
    const below = this.#base.resources?.();
    return below && this.#overlay.resources(below);
  }
}
