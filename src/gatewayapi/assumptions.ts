import { type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';

/** An object, or all of a kind where namespace or name is `*`. */
export type AssumedKey = ObjectKey;

const ANY = '*';

/** Objects that the user says exist; nothing but that is known of them. */
export class Assumptions {
  readonly #byKind: ReadonlyMap<string, readonly AssumedKey[]>;

  constructor(keys: readonly AssumedKey[]) {
    this.#byKind = Map.groupBy(keys, groupKindId);
  }

  has({ namespace, name, ...kind }: ObjectKey): boolean {
    return this.ofKind(kind).some(
      (key) =>
        (key.name === ANY || key.name === name) && (key.namespace === ANY || key.namespace === namespace),
    );
  }

  /** Whether there is an object of a kind in a namespace. */
  hasSomeIn(kind: GroupKind, namespace: string): boolean {
    return this.ofKind(kind).some((key) => key.namespace === ANY || key.namespace === namespace);
  }

  ofKind(kind: GroupKind): readonly AssumedKey[] {
    return this.#byKind.get(groupKindId(kind)) ?? [];
  }
}
