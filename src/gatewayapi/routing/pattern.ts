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
 * Instructions that one simulation may spend on regular expressions: tens of milliseconds, half a second for
 * the worst of them. Routes come from many hands, and nobody's patterns may hold up the others.
 */
const BUDGET = 5_000_000;

/** What it takes to compile one instruction, in instructions. */
const COMPILING = 150;

/** Compiles each pattern of an index once. */
export class PatternCache {
  readonly #compile: PatternCompiler;
  readonly #known = new Map<string, Pattern | PatternProblem>();

  constructor(compile: PatternCompiler) {
    this.#compile = compile;
  }

  known(text: string): Pattern | PatternProblem | undefined {
    return this.#known.get(text);
  }

  compile(text: string): Pattern | PatternProblem {
    const pattern = this.#compile(text);
    this.#known.set(text, pattern);
    return pattern;
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
    const pattern = this.#get(text);
    if (pattern === undefined || !('matches' in pattern)) return false;
    if (!this.#spend(pattern.cost * (value.length + 1))) return false;
    this.#asked = true;
    return pattern.matches(value);
  }

  /** Whether the pattern is valid; one that was never compiled for want of budget counts as that. */
  compiles(text: string): boolean {
    const pattern = this.#get(text);
    return pattern === undefined || 'matches' in pattern;
  }

  #get(text: string): Pattern | PatternProblem | undefined {
    const known = this.#patterns.known(text);
    if (known !== undefined) return known;
    if (!this.#spend(text.length)) return undefined;
    const pattern = this.#patterns.compile(text);
    // Only now its size is known; what it costs too much is missing for the next.
    this.#left -= COMPILING * ('matches' in pattern ? pattern.cost : text.length);
    return pattern;
  }

  #spend(cost: number): boolean {
    if (cost > this.#left) {
      this.#exhausted = true;
      return false;
    }
    this.#left -= cost;
    return true;
  }
}
