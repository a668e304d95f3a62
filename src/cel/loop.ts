import type { Evaluator, LoopScope, Node, Scope } from './macro.ts';
import type { StepCounter } from './step-counter.ts';

export interface LoopParts {
  readonly evaluator: Evaluator;
  /** The scopes of the loop's variables: one for the item, or one for the key or index and one for the value. */
  readonly scopes: readonly LoopScope[];
  readonly counter: StepCounter;
}

/** A walk over a list or a map. A step is paid for each turn. */
export class Loop {
  readonly #parts: LoopParts;
  readonly #keys: readonly unknown[] | undefined;
  readonly #items: readonly unknown[];
  #scope: Scope;
  #turn = -1;

  constructor(range: unknown, outer: Scope, parts: LoopParts) {
    this.#parts = parts;
    this.#scope = outer;
    const [first, second] = parts.scopes;
    const inner = first?.reuse(outer);
    if (inner !== undefined) this.#scope = second?.reuse(inner) ?? inner;
    const { keys, values } = openRange(range);
    this.#keys = second === undefined ? undefined : (keys ?? values.map((_, index) => BigInt(index)));
    this.#items = second === undefined ? (keys ?? values) : values;
  }

  /** Goes to the next item; false where there is none. */
  next(): boolean {
    this.#turn += 1;
    if (this.#turn >= this.#items.length) return false;
    this.#parts.counter.spend();
    const { scopes, evaluator } = this.#parts;
    const [first, second] = scopes;
    first?.setIterValue(this.#keys === undefined ? this.item : this.key, evaluator);
    second?.setIterValue(this.item, evaluator);
    return true;
  }

  get item(): unknown {
    return this.#items[this.#turn];
  }

  get key(): unknown {
    return this.#keys?.[this.#turn];
  }

  run(body: Node): unknown {
    return this.#parts.evaluator.run(body, this.#scope);
  }

  /** What a condition says; throws where it says neither yes nor no. */
  holds(condition: Node): boolean {
    const value = this.run(condition);
    if (typeof value !== 'boolean') throw new Error('a condition has to be true or false');
    return value;
  }

  /** The same for conditions whose errors matter only if no other item decides. */
  attempt(condition: Node): boolean | Error {
    try {
      return this.holds(condition);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

interface Range {
  /** Of a map; a list has none. */
  readonly keys?: readonly unknown[];
  readonly values: readonly unknown[];
}

function openRange(range: unknown): Range {
  if (Array.isArray(range)) return { values: range };
  if (range instanceof Set) return { values: [...range] };
  if (range instanceof Map) return { keys: [...range.keys()], values: [...range.values()] };
  // A map that is written in the rule.
  if (typeof range === 'object' && range !== null)
    return { keys: Object.keys(range), values: Object.values(range) };
  throw new Error('only lists and maps can be walked over');
}
