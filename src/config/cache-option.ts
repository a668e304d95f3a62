import type { OptionRow } from './option-row.ts';
import { oneOf } from './value-parsers.ts';

const CACHE_MODES = ['shared', 'off'] as const;

/** Whether objects of a live cluster are held in memory, or read afresh for every query. */
export type CacheMode = (typeof CACHE_MODES)[number];

export const DEFAULT_CACHE: CacheMode = 'shared';

export const CACHE: OptionRow<CacheMode> = {
  name: 'cache',
  placeholder: 'mode',
  help: 'shared: hold what a cluster has in memory, kept right by watches; off: read it afresh for every query',
  otherwise: DEFAULT_CACHE,
  parse: oneOf(...CACHE_MODES),
};
