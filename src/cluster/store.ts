import { compareBytes } from '../gatewayapi/compare-bytes.ts';
import type { ListScope } from '../kube/cluster-reader.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../kube/object-key.ts';
import { groupOf, keyOf, type RawObject } from '../kube/raw-object.ts';

interface KindObjects {
  readonly kind: GroupKind;
  readonly all: readonly RawObject[];
  readonly byNamespace: ReadonlyMap<string, readonly RawObject[]>;
  readonly byName: ReadonlyMap<string, ReadonlyMap<string, RawObject>>;
}

const NONE: readonly RawObject[] = Object.freeze([]);

/** Objects of one moment, indexed once and never changed: who holds a store holds a snapshot. */
export class Store {
  readonly #kinds: readonly KindObjects[];
  /** By group, then kind: a text made of both would be made for every look. */
  readonly #byGroup = new Map<string, Map<string, KindObjects>>();

  private constructor(kinds: readonly KindObjects[]) {
    this.#kinds = kinds;
    for (const objects of kinds) {
      const { group, kind } = objects.kind;
      const ofGroup = this.#byGroup.get(group) ?? new Map<string, KindObjects>();
      this.#byGroup.set(group, ofGroup.set(kind, objects));
    }
  }

  /** Of several objects with one key the last one counts. */
  static build(objects: Iterable<RawObject>): Store {
    const byKey = new Map<string, RawObject>();
    for (const object of objects) byKey.set(objectKeyId(keyOf(object)), object);
    return new Store(groupByKind(byKey.values()));
  }

  get(key: ObjectKey): RawObject | undefined {
    return this.#objectsOf(key)
      ?.byName.get(key.namespace ?? '')
      ?.get(key.name);
  }

  /** In the order of (namespace, name) by bytes; the same list each time. */
  list(kind: GroupKind, { namespace }: ListScope): readonly RawObject[] {
    const objects = this.#objectsOf(kind);
    if (objects === undefined) return NONE;
    return namespace === undefined ? objects.all : (objects.byNamespace.get(namespace) ?? NONE);
  }

  /** The kinds that there are objects of. */
  kinds(): readonly GroupKind[] {
    return this.#kinds.map(({ kind }) => kind);
  }

  #objectsOf({ group, kind }: GroupKind): KindObjects | undefined {
    return this.#byGroup.get(group)?.get(kind);
  }
}

function groupByKind(objects: Iterable<RawObject>): readonly KindObjects[] {
  const byKind = new Map<string, RawObject[]>();
  for (const object of objects) {
    addTo(byKind, groupKindId({ group: groupOf(object.apiVersion), kind: object.kind }), object);
  }
  return Array.from(byKind.values(), indexed);
}

function indexed(objects: RawObject[]): KindObjects {
  const all = objects.sort(compareNames);
  const byNamespace = new Map<string, RawObject[]>();
  for (const object of all) addTo(byNamespace, object.metadata.namespace ?? '', object);
  for (const list of byNamespace.values()) Object.freeze(list);
  const { apiVersion = '', kind = '' } = all[0] ?? {};
  return {
    kind: { group: groupOf(apiVersion), kind },
    all: Object.freeze(all),
    byNamespace,
    byName: new Map(Array.from(byNamespace, ([namespace, list]) => [namespace, byName(list)])),
  };
}

function byName(objects: readonly RawObject[]): ReadonlyMap<string, RawObject> {
  return new Map(objects.map((object) => [object.metadata.name, object]));
}

function addTo(lists: Map<string, RawObject[]>, key: string, object: RawObject): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [object]);
  else list.push(object);
}

function compareNames({ metadata: a }: RawObject, { metadata: b }: RawObject): number {
  return compareBytes(a.namespace ?? '', b.namespace ?? '') || compareBytes(a.name, b.name);
}
