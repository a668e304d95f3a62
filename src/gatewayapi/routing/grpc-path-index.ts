import { BucketMap } from './bucket-map.ts';
import { ConditionBuckets } from './condition-buckets.ts';
import type { MatchContext } from './match-context.ts';
import type { MatchEntry } from './match-entry.ts';
import type { PathIndex } from './path-index.ts';

/**
 * GRPCRoutes on one hostname: service and method, then the service alone, then the method alone, then regular
 * expressions, then what names neither. "/" stands in no service or method, so that one map serves all three.
 */
export class GrpcPathIndex implements PathIndex {
  readonly entries: readonly MatchEntry[];
  readonly #exact = new BucketMap();
  readonly #patterns: ConditionBuckets;
  readonly #any: ConditionBuckets;

  constructor(entries: readonly MatchEntry[]) {
    this.entries = entries;
    for (const entry of entries) {
      if (entry.pathType === 'EXACT') this.#exact.add(`${entry.service}/${entry.grpcMethod}`, entry);
    }
    this.#patterns = new ConditionBuckets(entries.filter(({ pathType }) => pathType === 'PATTERN'));
    this.#any = new ConditionBuckets(entries.filter(({ pathType }) => pathType === 'NONE'));
  }

  *candidates({ call }: MatchContext): Generator<ConditionBuckets> {
    if (call !== undefined) {
      const { service, method } = call;
      for (const key of [`${service}/${method}`, `${service}/`, `/${method}`]) {
        const buckets = this.#exact.get(key);
        if (buckets !== undefined) yield buckets;
      }
      if (this.#patterns.entries.length > 0) yield this.#patterns;
    }
    if (this.#any.entries.length > 0) yield this.#any;
  }
}
