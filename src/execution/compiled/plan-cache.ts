import type { Variables } from './collect-fields.ts';
import type { OperationPlan } from './plan.ts';

export interface PlanCacheOptions {
  /** Most operations. */
  readonly maxEntries: number;
  /** Most bytes of query text; plans take a multiple of it. */
  readonly maxBytes: number;
}

export interface PlanCacheRequest {
  /** Names the operation: equal for equal operations alone. */
  readonly id: string;
  /** The size of its document's text. */
  readonly bytes: number;
  /** The variables that decide what it selects. */
  readonly conditions: () => readonly string[];
  /** Coerced. */
  readonly variables: Variables;
  readonly make: () => OperationPlan;
}

interface Entry {
  readonly bytes: number;
  readonly conditions: readonly string[];
  readonly plans: Map<string, OperationPlan>;
}

/** Plans of one operation; a query with many conditions is planned anew beyond that. */
const MAX_VARIANTS = 16;

/** Plans of the operations asked last: one for each way in which their conditions come out. */
export class PlanCache {
  readonly #options: PlanCacheOptions;
  /** The one used longest ago first. */
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(options: PlanCacheOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(request: PlanCacheRequest): OperationPlan {
    const { conditions, plans } = this.#entryOf(request);
    const variant = conditions.map((name) => (request.variables[name] === true ? '1' : '0')).join('');
    const known = plans.get(variant);
    if (known !== undefined) return known;
    const plan = request.make();
    if (plans.size < MAX_VARIANTS) plans.set(variant, plan);
    return plan;
  }

  #entryOf({ id, bytes, conditions }: PlanCacheRequest): Entry {
    const known = this.#entries.get(id);
    if (known !== undefined) {
      // to the end of the line
      this.#entries.delete(id);
      this.#entries.set(id, known);
      return known;
    }
    const entry = { bytes, conditions: conditions(), plans: new Map<string, OperationPlan>() };
    if (bytes <= this.#options.maxBytes) {
      this.#entries.set(id, entry);
      this.#bytes += bytes;
      this.#evict();
    }
    return entry;
  }

  #evict(): void {
    for (const [id, { bytes }] of this.#entries) {
      if (this.#entries.size <= this.#options.maxEntries && this.#bytes <= this.#options.maxBytes) return;
      this.#entries.delete(id);
      this.#bytes -= bytes;
    }
  }
}
