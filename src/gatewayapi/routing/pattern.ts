/** A regular expression that can be asked. It matches the whole text or not at all. */
export interface Pattern {
  matches(text: string): boolean;
  /** Work per character of the text, in instructions. */
  readonly cost: number;
}

export interface PatternProblem {
  readonly error: string;
}

/** Passed in: the pure layer has no engine whose time is bounded. */
export type PatternCompiler = (pattern: string) => Pattern | PatternProblem;

/**
 * Instructions that one simulation may spend on regular expressions, about a tenth of a second. Routes come from
 * many hands, and nobody's patterns may hold up the others.
 */
const BUDGET = 20_000_000;

/** Compiles each pattern of an index once. */
export class PatternCache {
  readonly #compile: PatternCompiler;
  readonly #known = new Map<string, Pattern | PatternProblem>();

  constructor(compile: PatternCompiler) {
    this.#compile = compile;
  }

  get(text: string): Pattern | PatternProblem {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const pattern = this.#compile(text);
    this.#known.set(text, pattern);
    return pattern;
  }

  compiles(text: string): boolean {
    return 'matches' in this.get(text);
  }
}

/** Asks patterns on behalf of one simulation. What was not asked for want of budget counts as no match. */
export class PatternTester {
  readonly #patterns: PatternCache;
  #left = BUDGET;
  #asked = false;
  #exhausted = false;

  constructor(patterns: PatternCache) {
    this.#patterns = patterns;
  }

  /** Whether some pattern was not asked. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** Whether any pattern decided anything. */
  get asked(): boolean {
    return this.#asked;
  }

  matches(text: string, value: string): boolean {
    const pattern = this.#patterns.get(text);
    if (!('matches' in pattern)) return false;
    const cost = pattern.cost * (value.length + 1);
    if (cost > this.#left) {
      this.#exhausted = true;
      return false;
    }
    this.#left -= cost;
    this.#asked = true;
    return pattern.matches(value);
  }

  compiles(text: string): boolean {
    return this.#patterns.compiles(text);
  }
}
