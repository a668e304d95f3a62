import type { GroupKind, ObjectKey } from '../kube/object-key.ts';

/** A map by object key that builds no text to look a key up: verdicts ask for hundreds of keys at a time. */
export class KeyMap<V> {
  readonly #kinds = new Map<string, Map<string, Map<string, Map<string, V>>>>();

  get({ group, kind, namespace = '', name }: ObjectKey): V | undefined {
    return this.#kinds.get(kind)?.get(group)?.get(namespace)?.get(name);
  }

  set({ group, kind, namespace = '', name }: ObjectKey, value: V): void {
    const groups = under(this.#kinds, kind);
    const namespaces = under(groups, group);
    under(namespaces, namespace).set(name, value);
  }

  /** The kinds that there are keys of, or were. */
  *kinds(): Iterable<GroupKind> {
    for (const [kind, groups] of this.#kinds) {
      for (const group of groups.keys()) yield { group, kind };
    }
  }

  *values(): Iterable<V> {
    for (const groups of this.#kinds.values()) {
      for (const namespaces of groups.values()) {
        for (const names of namespaces.values()) yield* names.values();
      }
    }
  }

  delete({ group, kind, namespace = '', name }: ObjectKey): void {
    const namespaces = this.#kinds.get(kind)?.get(group);
    const names = namespaces?.get(namespace);
    if (names?.delete(name) === true && names.size === 0) namespaces?.delete(namespace);
  }
}

function under<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let inner = map.get(key);
  if (inner === undefined) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}
