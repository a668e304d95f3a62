import type { FactRequest } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import { KeyMap } from './key-map.ts';
import { objectFacts } from './object-facts.ts';

/** The questions about objects and lists whose answers are others. */
export class ChangedFacts {
  readonly #objects = new KeyMap<true>();
  readonly #lists = new Map<string | undefined, KeyMap<true>>();

  constructor(changes: readonly ObjectChange[]) {
    for (const request of changes.flatMap(objectFacts)) {
      if (request.fact === 'object') this.#objects.set(request.key, true);
      if (request.fact !== 'list') continue;
      const lists = this.#lists.get(request.namespace) ?? new KeyMap<true>();
      this.#lists.set(request.namespace, lists);
      lists.set(keyOfKind(request.kind), true);
    }
  }

  has(request: FactRequest): boolean {
    switch (request.fact) {
      case 'object':
        return this.#objects.get(request.key) === true;
      case 'list':
        return this.#lists.get(request.namespace)?.get(keyOfKind(request.kind)) === true;
      case 'index':
        return this.#lists.get(request.namespace)?.get(keyOfKind(request.index.kind)) === true;
      default:
        return false;
    }
  }
}

/** A kind as a key of its own: no object has an empty name. */
function keyOfKind({ group, kind }: GroupKind): ObjectKey {
  return { group, kind, name: '' };
}
