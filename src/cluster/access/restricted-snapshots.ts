import type { ClusterSnapshot, KindLookup, ListScope, ResourcesResult } from '../../kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../../kube/lookup.ts';
import type { ObjectChange } from '../../kube/object-change.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../../kube/object-key.ts';

/** Sets of kinds whose verdicts are kept, those that were needed last; each may be about the whole cluster. */
const MOST_SETS = 16;

/**
 * A snapshot without some kinds, the same for all callers who may not list just those: what is computed of it is
 * shared by them, and by nobody who sees less. What it lacks has to be asked for, by each caller for himself.
 */
export class RestrictedSnapshots {
  readonly #snapshots = new WeakMap<ClusterSnapshot, Map<string, ClusterSnapshot>>();
  readonly #series = new WeakMap<object, Map<string, object>>();

  of(base: ClusterSnapshot | undefined, hidden: readonly GroupKind[]): ClusterSnapshot | undefined {
    if (base === undefined || hidden.length === 0) return base;
    const ids = hidden.map(groupKindId).sort();
    const set = ids.join(' ');
    const ofBase = remember(this.#snapshots, base, () => new Map<string, ClusterSnapshot>());
    const known = ofBase.get(set);
    if (known !== undefined) return known;
    const restricted = new RestrictedSnapshot(base, new Set(ids), this.#seriesOf(base.series ?? base, set));
    ofBase.set(set, restricted);
    return restricted;
  }

  #seriesOf(base: object, set: string): object {
    const ofBase = remember(this.#series, base, () => new Map<string, object>());
    const known = ofBase.get(set);
    if (known !== undefined) return known;
    const [oldest] = ofBase.keys();
    if (ofBase.size >= MOST_SETS && oldest !== undefined) ofBase.delete(oldest);
    const series = {};
    ofBase.set(set, series);
    return series;
  }
}

class RestrictedSnapshot implements ClusterSnapshot {
  readonly series: object;
  readonly #base: ClusterSnapshot;
  readonly #hidden: ReadonlySet<string>;

  constructor(base: ClusterSnapshot, hidden: ReadonlySet<string>, series: object) {
    this.#base = base;
    this.#hidden = hidden;
    this.series = series;
  }

  get(key: ObjectKey): Lookup | undefined {
    return this.#isHidden(key) ? undefined : this.#base.get(key);
  }

  list(kind: GroupKind, scope: ListScope): ListResult | undefined {
    return this.#isHidden(kind) ? undefined : this.#base.list(kind, scope);
  }

  kind(kind: GroupKind): KindLookup | undefined {
    return this.#base.kind(kind);
  }

  resources(): ResourcesResult | undefined {
    return this.#base.resources?.();
  }

  changesSince(before: ClusterSnapshot, kind: GroupKind): readonly ObjectChange[] | undefined {
    if (this.#isHidden(kind) || !(before instanceof RestrictedSnapshot)) return undefined;
    return this.#base.changesSince?.(before.#base, kind);
  }

  #isHidden(kind: GroupKind): boolean {
    return this.#hidden.has(groupKindId(kind));
  }
}

function remember<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}
