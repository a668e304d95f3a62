import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { firstAtOrAfter } from './first-at-or-after.ts';
import { KindSnapshot, nameOf, namespaceOf } from './kind-snapshot.ts';

interface OwnedNamespace {
  readonly namespace: string;
  readonly objects: RawObject[];
  /** Made for this write side and in no snapshot yet: may be changed in place. */
  readonly owner: symbol;
}

/**
 * The objects of one kind as they change. A snapshot costs nothing: it takes the lists as they are, and the next
 * change copies those of the namespace that it touches, once.
 */
export class KindObjects {
  readonly #onWrite: () => void;
  #namespaces: OwnedNamespace[] = [];
  #count = 0;
  #held = false;
  #snapshot: KindSnapshot | undefined;
  #owner = Symbol();

  constructor(onWrite: () => void) {
    this.#onWrite = onWrite;
  }

  /** Whether this is all that there is; before the first list nobody knows. */
  get held(): boolean {
    return this.#held;
  }

  get count(): number {
    return this.#count;
  }

  snapshot(): KindSnapshot {
    if (this.#snapshot === undefined) {
      this.#snapshot = new KindSnapshot(this.#namespaces, this.#count);
      this.#owner = Symbol();
    }
    return this.#snapshot;
  }

  get(namespace: string, name: string): RawObject | undefined {
    const entry = this.#namespaces[firstAtOrAfter(this.#namespaces, namespace, namespaceOf)];
    if (entry?.namespace !== namespace) return undefined;
    const found = entry.objects[firstAtOrAfter(entry.objects, name, nameOf)];
    return found?.metadata.name === name ? found : undefined;
  }

  /** Puts an object in the place of the one with its name; the same version again changes nothing. */
  set(object: RawObject): void {
    const { namespace = '', name } = object.metadata;
    const before = this.get(namespace, name);
    if (before !== undefined && isSameVersion(before, object)) return;
    const { objects } = this.#writable(namespace);
    const at = firstAtOrAfter(objects, name, nameOf);
    if (before === undefined) {
      objects.splice(at, 0, object);
      this.#count += 1;
    } else objects[at] = object;
    this.#onWrite();
  }

  delete({ metadata: { namespace = '', name } }: RawObject): void {
    if (this.get(namespace, name) === undefined) return;
    const { objects } = this.#writable(namespace);
    objects.splice(firstAtOrAfter(objects, name, nameOf), 1);
    this.#count -= 1;
    if (objects.length === 0) {
      this.#namespaces.splice(firstAtOrAfter(this.#namespaces, namespace, namespaceOf), 1);
    }
    this.#onWrite();
  }

  /** Everything at once, as after a list; of several objects with one name the last one counts. */
  replace(objects: readonly RawObject[]): void {
    this.#owner = Symbol();
    this.#namespaces = grouped(objects, this.#owner);
    this.#count = this.#namespaces.reduce((sum, { objects: { length } }) => sum + length, 0);
    this.#held = true;
    this.#snapshot = undefined;
    this.#onWrite();
  }

  /** What is here may no longer be read, or is no more. */
  clear(): void {
    this.replace([]);
    this.#held = false;
  }

  /** The lists of a namespace, apart from what snapshots hold. */
  #writable(namespace: string): OwnedNamespace {
    if (this.#snapshot !== undefined) {
      this.#snapshot = undefined;
      this.#namespaces = this.#namespaces.slice();
    }
    const at = firstAtOrAfter(this.#namespaces, namespace, namespaceOf);
    const known = this.#namespaces[at];
    if (known?.namespace !== namespace) {
      const added = { namespace, objects: [], owner: this.#owner };
      this.#namespaces.splice(at, 0, added);
      return added;
    }
    if (known.owner === this.#owner) return known;
    const copy = { namespace, objects: known.objects.slice(), owner: this.#owner };
    this.#namespaces[at] = copy;
    return copy;
  }
}

/** Whether two objects with one name are one object at one revision, in one version of its API. */
export function isSameVersion(one: RawObject, other: RawObject): boolean {
  const { metadata: a, apiVersion } = one;
  const { metadata: b } = other;
  const version = a['resourceVersion'];
  const sameRevision = version !== undefined && version === b['resourceVersion'] && a.uid === b.uid;
  return sameRevision && apiVersion === other.apiVersion;
}

function grouped(objects: readonly RawObject[], owner: symbol): OwnedNamespace[] {
  const sorted = [...objects].sort(byNamespaceAndName);
  const namespaces: OwnedNamespace[] = [];
  let current: OwnedNamespace | undefined;
  for (const object of sorted) {
    const { namespace = '', name } = object.metadata;
    if (current?.namespace !== namespace) {
      current = { namespace, objects: [], owner };
      namespaces.push(current);
    }
    const { length } = current.objects;
    if (current.objects[length - 1]?.metadata.name === name) current.objects[length - 1] = object;
    else current.objects.push(object);
  }
  return namespaces;
}

function byNamespaceAndName({ metadata: a }: RawObject, { metadata: b }: RawObject): number {
  return compareBytes(a.namespace ?? '', b.namespace ?? '') || compareBytes(a.name, b.name);
}
