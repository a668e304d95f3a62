/** What callers call their operations, made fit for a label: the first so many names are told apart. */
export class BoundedNames {
  readonly #most: number;
  readonly #known = new Set<string>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The name itself, `anonymous` where there is none, `other` for one too many or too long. */
  of(name: string | undefined): string {
    if (name === undefined) return 'anonymous';
    if (this.#known.has(name)) return name;
    if (name.length > MAX_LENGTH || this.#known.size >= this.#most) return 'other';
    this.#known.add(name);
    return name;
  }
}

const MAX_LENGTH = 64;
