import { compareBytes } from '../gatewayapi/compare-bytes.ts';
import type { ListScope } from '../kube/cluster-reader.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../kube/object-key.ts';
import { groupOf, keyOf, type RawObject } from '../kube/raw-object.ts';

interface KindObjects {
  readonly kind: GroupKind;
  readonly all: readonly RawObject[];
  readonly byNamespace: ReadonlyMap<string, readonly RawObject[]>;
}

const NONE: readonly RawObject[] = Object.freeze([]);

/** Objects of one moment, indexed once and never changed: who holds a store holds a snapshot. */
export class Store {
  readonly #byKey: ReadonlyMap<string, RawObject>;
  readonly #byKind: ReadonlyMap<string, KindObjects>;

  private constructor(byKey: ReadonlyMap<string, RawObject>) {
    this.#byKey = byKey;
    this.#byKind = groupByKind(byKey.values());
  }

  /** Of several objects with one key the last one counts. */
  static build(objects: Iterable<RawObject>): Store {
    const byKey = new Map<string, RawObject>();
    for (const object of objects) byKey.set(objectKeyId(keyOf(object)), object);
    return new Store(byKey);
  }

  get(key: ObjectKey): RawObject | undefined {
    return this.#byKey.get(objectKeyId(key));
  }

  /** In the order of (namespace, name) by bytes; the same list each time. */
  list(kind: GroupKind, { namespace }: ListScope): readonly RawObject[] {
    const objects = this.#byKind.get(groupKindId(kind));
    if (objects === undefined) return NONE;
    return namespace === undefined ? objects.all : (objects.byNamespace.get(namespace) ?? NONE);
  }

  /** The kinds that there are objects of. */
  kinds(): readonly GroupKind[] {
    return Array.from(this.#byKind.values(), ({ kind }) => kind);
  }
}

function groupByKind(objects: Iterable<RawObject>): ReadonlyMap<string, KindObjects> {
  const byKind = new Map<string, RawObject[]>();
  for (const object of objects) {
    addTo(byKind, groupKindId({ group: groupOf(object.apiVersion), kind: object.kind }), object);
  }
  return new Map(Array.from(byKind, ([id, all]) => [id, indexed(all)]));
}

function indexed(objects: RawObject[]): KindObjects {
  const all = objects.sort(compareNames);
  const byNamespace = new Map<string, RawObject[]>();
  for (const object of all) addTo(byNamespace, object.metadata.namespace ?? '', object);
  for (const list of byNamespace.values()) Object.freeze(list);
  const { apiVersion = '', kind = '' } = all[0] ?? {};
  return { kind: { group: groupOf(apiVersion), kind }, all: Object.freeze(all), byNamespace };
}

function addTo(lists: Map<string, RawObject[]>, key: string, object: RawObject): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [object]);
  else list.push(object);
}

function compareNames({ metadata: a }: RawObject, { metadata: b }: RawObject): number {
  return compareBytes(a.namespace ?? '', b.namespace ?? '') || compareBytes(a.name, b.name);
}
