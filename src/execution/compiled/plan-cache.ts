import { BoundedCache, type CacheBounds, type CacheStats } from '../bounded-cache.ts';
import type { Variables } from './collect-fields.ts';
import type { OperationPlan } from './plan.ts';

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
  readonly conditions: readonly string[];
  readonly plans: Map<string, OperationPlan>;
}

/** Plans of one operation; a query with many conditions is planned anew beyond that. */
const MAX_VARIANTS = 16;

/** Plans of the operations asked last: one for each way in which their conditions come out. */
export class PlanCache {
  readonly #entries: BoundedCache<Entry>;

  /** Bytes are those of query texts; plans take a multiple of them. */
  constructor(bounds: CacheBounds) {
    this.#entries = new BoundedCache(bounds);
  }

  stats(): CacheStats {
    return this.#entries.stats();
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
    if (known !== undefined) return known;
    const entry = { conditions: conditions(), plans: new Map<string, OperationPlan>() };
    this.#entries.add(id, entry, bytes);
    return entry;
  }
}
