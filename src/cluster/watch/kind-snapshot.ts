import { listChanges } from '../../gatewayapi/list-changes.ts';
import type { ObjectChange } from '../../kube/object-change.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { firstAtOrAfter } from './first-at-or-after.ts';

/** The objects of one namespace ("" for cluster-scoped ones), in the order of their names by bytes. */
export interface NamespaceObjects {
  readonly namespace: string;
  readonly objects: readonly RawObject[];
}

const NONE: readonly RawObject[] = Object.freeze([]);

/** All objects of a kind at one moment. Never changes; lists that are the same as a moment ago are the same lists. */
export class KindSnapshot {
  readonly count: number;
  /** In the order of the namespaces by bytes, none of them empty. */
  readonly namespaces: readonly NamespaceObjects[];
  #all: readonly RawObject[] | undefined;

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
