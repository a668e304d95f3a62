import { listChanges } from '../../gatewayapi/list-changes.ts';
import type { ObjectChange } from '../../kube/object-change.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { firstAtOrAfter } from './first-at-or-after.ts';

/** The objects of one namespace ("" for cluster-scoped ones), in the order of their names by bytes. */
export interface NamespaceObjects {
  readonly namespace: string;
  readonly objects: readonly RawObject[];
}

/** Lists of some namespaces that are kept: callers who see the same share one, and what is computed of it. */
const MOST_PARTS = 64;

const NONE: readonly RawObject[] = Object.freeze([]);

/** All objects of a kind at one moment. Never changes; lists that are the same as a moment ago are the same lists. */
export class KindSnapshot {
  readonly count: number;
  /** In the order of the namespaces by bytes, none of them empty. */
  readonly namespaces: readonly NamespaceObjects[];
  #all: readonly RawObject[] | undefined;
  readonly #parts = new Map<string, readonly RawObject[]>();

  constructor(namespaces: readonly NamespaceObjects[], count: number) {
    this.namespaces = namespaces;
    this.count = count;
  }

  get(namespace: string, name: string): RawObject | undefined {
    const objects = this.#of(namespace);
    const found = objects[firstAtOrAfter(objects, name, nameOf)];
    return found?.metadata.name === name ? found : undefined;
  }

  /** In the order of (namespace, name) by bytes. */
  list(namespace: string | undefined): readonly RawObject[] {
    if (namespace !== undefined) return this.#of(namespace);
    this.#all ??= concatenated(this.namespaces, this.count);
    return this.#all;
  }

  /** How this differs from an earlier snapshot; lists that both share cost nothing. */
  changesSince(before: KindSnapshot): readonly ObjectChange[] {
    if (before === this) return [];
    const changes: ObjectChange[] = [];
    const names = new Set([...before.namespaces, ...this.namespaces].map(namespaceOf));
    for (const namespace of names) {
      const [old, now] = [before.#of(namespace), this.#of(namespace)];
      if (old === now) continue;
      for (const change of listChanges(old, now)) changes.push(change);
    }
    return changes;
  }

  /** Of some namespaces, which are in their order by bytes; the same list for the same ones. */
  listOf(namespaces: readonly string[]): readonly RawObject[] {
    const id = namespaces.join(' ');
    let part = this.#parts.get(id);
    if (part === undefined) {
      const wanted = new Set(namespaces);
      const kept = this.namespaces.filter(({ namespace }) => wanted.has(namespace));
      part = concatenated(
        kept,
        kept.reduce((sum, { objects: { length } }) => sum + length, 0),
      );
      if (this.#parts.size >= MOST_PARTS) this.#parts.clear();
      this.#parts.set(id, part);
    }
    return part;
  }

  #of(namespace: string): readonly RawObject[] {
    const found = this.namespaces[firstAtOrAfter(this.namespaces, namespace, namespaceOf)];
    return found?.namespace === namespace ? found.objects : NONE;
  }
}

export function nameOf({ metadata }: RawObject): string {
  return metadata.name;
}

export function namespaceOf({ namespace }: NamespaceObjects): string {
  return namespace;
}

function concatenated(namespaces: readonly NamespaceObjects[], count: number): readonly RawObject[] {
  const [only] = namespaces;
  if (namespaces.length <= 1) return only?.objects ?? NONE;
  const all: RawObject[] = new Array(count);
  let at = 0;
  for (const { objects } of namespaces) {
    for (const object of objects) {
      all[at] = object;
      at += 1;
    }
  }
  return all;
}
