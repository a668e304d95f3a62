import type { OptionRow } from '../../config/option-row.ts';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { oneOf } from '../../config/value-parsers.ts';
import { SIMULATE_OPTIONS } from '../simulate/simulate-options.ts';

export type RoutingTestFormat = 'text' | 'json' | 'junit' | 'github';

const FORMAT: OptionRow<RoutingTestFormat> = {
  name: 'format',
  placeholder: 'format',
  help: 'text, json, junit, or github for annotations in a workflow',
  otherwise: 'text',
  parse: oneOf('text', 'json', 'junit', 'github'),
};

/** What `gwql test` does. */
export const ROUTING_TEST_OPTIONS = {
  gateway: { ...SIMULATE_OPTIONS.gateway, help: 'the Gateway of tests that name none' },
  against: { ...SIMULATE_OPTIONS.against, help: 'manifests to apply first: test what a change would do' },
  format: FORMAT,
};

/** All options of `gwql test`. */
export const ALL_ROUTING_TEST_OPTIONS = { ...ROUTING_TEST_OPTIONS, ...SOURCE_OPTIONS };
