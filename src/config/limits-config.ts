import { LIMIT_OPTIONS } from './limit-options.ts';
import type { OptionReader } from './option-reader.ts';

/** What a query may cost; undefined is no limit. */
export interface LimitsConfig {
  readonly maxDepth: number | undefined;
  readonly maxFields: number | undefined;
  readonly maxNodes: number | undefined;
  readonly maxPageSize: number | undefined;
  readonly timeoutMs: number | undefined;
}

export const SERVING_LIMITS: LimitsConfig = {
  maxDepth: 24,
  maxFields: 10_000,
  maxNodes: 2_000_000,
  maxPageSize: 1_000,
  timeoutMs: 30_000,
};

/** Who runs a query on his own machine pays for it himself. */
export const NO_LIMITS: LimitsConfig = {
  maxDepth: undefined,
  maxFields: undefined,
  maxNodes: undefined,
  maxPageSize: undefined,
  timeoutMs: undefined,
};

export function readLimitsConfig(options: OptionReader, otherwise: LimitsConfig): LimitsConfig {
  const { maxDepth, maxFields, maxNodes, maxPageSize, queryTimeout } = LIMIT_OPTIONS;
  // an option that says "none" has a value too: undefined
  const limit = (found: { readonly value: number | undefined } | undefined, without: number | undefined) =>
    found === undefined ? without : found.value;
  return {
    maxDepth: limit(options.one(maxDepth), otherwise.maxDepth),
    maxFields: limit(options.one(maxFields), otherwise.maxFields),
    maxNodes: limit(options.one(maxNodes), otherwise.maxNodes),
    maxPageSize: limit(options.one(maxPageSize), otherwise.maxPageSize),
    timeoutMs: limit(options.one(queryTimeout), otherwise.timeoutMs),
  };
}
