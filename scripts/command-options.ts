import { GRAPH_OPTIONS } from '../src/cli/graph/graph-options.ts';
import { ALL_ROUTING_TEST_OPTIONS } from '../src/cli/routing-test/routing-test-options.ts';
import { SIMULATE_OPTIONS } from '../src/cli/simulate/simulate-options.ts';
import type { OptionRow } from '../src/config/option-row.ts';
import { QUERY_OPTIONS } from '../src/config/query-options.ts';
import { SERVE_OPTIONS } from '../src/config/serve-options.ts';

/** The commands whose options docs/configuration.md lists. */
export const COMMAND_OPTIONS: readonly (readonly [
  command: string,
  options: { readonly [property: string]: OptionRow<unknown> },
])[] = [
  ['gwql serve', SERVE_OPTIONS],
  ['gwql query', QUERY_OPTIONS],
  ['gwql simulate', SIMULATE_OPTIONS],
  ['gwql test', ALL_ROUTING_TEST_OPTIONS],
  ['gwql graph', GRAPH_OPTIONS],
];
