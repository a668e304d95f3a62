import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import type { KindLookup, ListScope, ResourcesResult, ServedResource } from '../../kube/cluster-reader.ts';
import { ABSENT, type ListResult, type Lookup } from '../../kube/lookup.ts';
import type { ObjectChange } from '../../kube/object-change.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';

const NONE: readonly RawObject[] = Object.freeze([]);

/** What becomes of the answers of a cluster when some of its objects are others. */
export class Overlay {
  readonly changes: readonly ObjectChange[];
  readonly #byKey = new Map<string, ObjectChange>();
  /** By groupKindId(), in the order of (namespace, name). */
  readonly #byKind: ReadonlyMap<string, readonly PlacedChange[]>;
  readonly #brought: ReadonlyMap<string, ServedResource>;
  /** By the list below, so that the same question gets the same list. */
  readonly #lists = new WeakMap<readonly RawObject[], Map<string, ListResult>>();
  readonly #ofBrought = new Map<string, ListResult>();

  /** `brought`: kinds that the cluster serves only since the changes. */
  constructor(changes: readonly ObjectChange[], brought: readonly ServedResource[]) {
    this.changes = changes;
    const placed = changes.flatMap(place);
    for (const { key, change } of placed) this.#byKey.set(objectKeyId(key), change);
    this.#byKind = Map.groupBy(placed.sort(comparePlaces), ({ key }) => groupKindId(key));
    this.#brought = new Map(brought.map((resource) => [groupKindId(resource), this.resource(resource)]));
  }

  /** All kinds that are served with the changes, in the order of (group, kind) by bytes. */
  resources(below: ResourcesResult): ResourcesResult {
    if (below.state !== 'listed') return below;
    const resources = below.resources.map((resource) => this.resource(resource));
    return { state: 'listed', resources: [...resources, ...this.#brought.values()].sort(byGroupAndKind) };
  }

  /** undefined where the cluster below has to be asked. */
  get(key: ObjectKey): Lookup | undefined {
    const change = this.#byKey.get(objectKeyId(key));
    if (change === undefined) return this.#brought.has(groupKindId(key)) ? ABSENT : undefined;
    return change.after === undefined ? ABSENT : { state: 'found', object: change.after };
  }

  /** The list of the cluster below with the changes in it; the same one for the same. */
  list(kind: GroupKind, scope: ListScope, below: ListResult): ListResult {
    const id = `${groupKindId(kind)}/${scope.namespace ?? ''}`;
    if (below.state === 'listed') return this.#merged(kind, scope, below, id);
    if (below.state !== 'notServed' || !this.#brought.has(groupKindId(kind))) return below;
    const known = this.#ofBrought.get(id) ?? this.#over(kind, scope, NONE);
    this.#ofBrought.set(id, known);
    return known;
  }

  kind(kind: GroupKind, below: KindLookup): KindLookup {
    if (below.state === 'served') return { ...below, resource: this.resource(below.resource) };
    const resource = below.state === 'notServed' ? this.#brought.get(groupKindId(kind)) : undefined;
    return resource === undefined ? below : { state: 'served', resource };
  }

  /** How many objects there are now, where that was known. */
  resource(below: ServedResource): ServedResource {
    const changes = this.#byKind.get(groupKindId(below));
    if (changes === undefined || below.count === undefined) return below;
    const count = changes.reduce((sum, { change }) => {
      return sum + Number(change.after !== undefined) - Number(change.before !== undefined);
    }, below.count);
    return { ...below, count };
  }

  #merged(
    kind: GroupKind,
    scope: ListScope,
    below: Extract<ListResult, { state: 'listed' }>,
    id: string,
  ): ListResult {
    let ofList = this.#lists.get(below.objects);
    if (ofList === undefined) {
      ofList = new Map();
      this.#lists.set(below.objects, ofList);
    }
    const known = ofList.get(id) ?? this.#over(kind, scope, below.objects, below);
    ofList.set(id, known);
    return known;
  }

  #over(
    kind: GroupKind,
    { namespace }: ListScope,
    below: readonly RawObject[],
    unchanged?: ListResult,
  ): ListResult {
    const changes = (this.#byKind.get(groupKindId(kind)) ?? []).filter(
      ({ key }) => namespace === undefined || key.namespace === namespace,
    );
    if (changes.length === 0 && unchanged !== undefined) return unchanged;
    return { ...unchanged, state: 'listed', objects: Object.freeze(withChanges(below, changes)) };
  }
}

function byGroupAndKind(a: GroupKind, b: GroupKind): number {
  return compareBytes(a.group, b.group) || compareBytes(a.kind, b.kind);
}

interface PlacedChange {
  readonly key: ObjectKey;
  readonly change: ObjectChange;
}

function place(change: ObjectChange): readonly PlacedChange[] {
  const object = change.after ?? change.before;
  return object === undefined ? [] : [{ key: keyOf(object), change }];
}

/** Copies what lies between the changes as it is. */
function withChanges(below: readonly RawObject[], changes: readonly PlacedChange[]): readonly RawObject[] {
  const parts: (readonly RawObject[])[] = [];
  let done = 0;
  for (const { key, change } of changes) {
    const at = firstNotBefore(below, key, done);
    parts.push(below.slice(done, at), change.after === undefined ? NONE : [change.after]);
    const there = below[at];
    done = there !== undefined && compareToKey(there, key) === 0 ? at + 1 : at;
  }
  return ([] as RawObject[]).concat(...parts, below.slice(done));
}

/** Where in a list the object of a key is, or would be; by halving. */
function firstNotBefore(objects: readonly RawObject[], key: ObjectKey, from: number): number {
  let [low, high] = [from, objects.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const object = objects[middle];
    if (object !== undefined && compareToKey(object, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareToKey({ metadata }: RawObject, key: ObjectKey): number {
  return compareBytes(metadata.namespace ?? '', key.namespace ?? '') || compareBytes(metadata.name, key.name);
}

function comparePlaces({ key: a }: PlacedChange, { key: b }: PlacedChange): number {
  return compareBytes(a.namespace ?? '', b.namespace ?? '') || compareBytes(a.name, b.name);
}
