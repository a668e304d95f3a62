const NOWHERE: readonly number[] = Object.freeze([]);

/** Where in a list the objects with each key of a facet stand. */
export class FacetTable {
  readonly #positions = new Map<string, number[]>();

  /** `keys` are those of each object, in the order of the list. */
  static of(keys: Iterable<readonly string[]>): FacetTable {
    const table = new FacetTable();
    let position = 0;
    for (const ofObject of keys) {
      for (const key of ofObject) table.#add(key, position);
      position += 1;
    }
    return table;
  }

  /** Ascending, each once. */
  at(key: string): readonly number[] {
    return this.#positions.get(key) ?? NOWHERE;
  }

  keys(): Iterable<string> {
    return this.#positions.keys();
  }

  #add(key: string, position: number): void {
    const known = this.#positions.get(key);
    if (known === undefined) this.#positions.set(key, [position]);
    else if (known.at(-1) !== position) known.push(position);
  }
}
