import type { OptionRow } from './option-row.ts';
import { duration, orNone, wholeNumber } from './value-parsers.ts';

const MAX_DEPTH: OptionRow<number | undefined> = {
  name: 'max-depth',
  placeholder: 'levels',
  help: 'how deep a query may be nested, or none',
  parse: orNone(wholeNumber(1, 1_000)),
};

const MAX_FIELDS: OptionRow<number | undefined> = {
  name: 'max-fields',
  placeholder: 'number',
  help: 'how many fields a query may select, fragments expanded, or none',
  parse: orNone(wholeNumber(1, 1_000_000)),
};

const MAX_NODES: OptionRow<number | undefined> = {
  name: 'max-nodes',
  placeholder: 'number',
  help: 'how many values an answer may hold, or none',
  parse: orNone(wholeNumber(1, 1_000_000_000)),
};

const MAX_PAGE_SIZE: OptionRow<number | undefined> = {
  name: 'max-page-size',
  placeholder: 'number',
  help: 'how many nodes one connection gives at most, or none',
  parse: orNone(wholeNumber(1, 1_000_000)),
};

const QUERY_TIMEOUT: OptionRow<number | undefined> = {
  name: 'query-timeout',
  placeholder: 'time',
  help: 'how long a query may take (30s, 500ms, 2m), or none',
  parse: orNone(duration),
};

/** What a query may cost. `serve` has a value for each, `query` has none unless it is given one. */
export const LIMIT_OPTIONS = {
  maxDepth: MAX_DEPTH,
  maxFields: MAX_FIELDS,
  maxNodes: MAX_NODES,
  maxPageSize: MAX_PAGE_SIZE,
  queryTimeout: QUERY_TIMEOUT,
};
