import { ConfigError } from '../../config/config-error.ts';
import { type Environment, type GivenOptions, OptionReader } from '../../config/option-reader.ts';
import { readSourceConfig, type SourceConfig } from '../../config/source-config.ts';
import type { NamespacedName } from '../simulate/simulate-options.ts';
import { ROUTING_TEST_OPTIONS, type RoutingTestFormat } from './routing-test-options.ts';

export interface RoutingTestConfig {
  readonly files: readonly string[];
  readonly source: SourceConfig;
  /** Of tests that name none. */
  readonly gateway: NamespacedName | undefined;
  /** Files and folders with what is to be applied first. */
  readonly against: readonly string[];
  readonly format: RoutingTestFormat;
}

/** The configuration of `gwql test`. Throws ConfigError, which names everything that is wrong. */
export function readRoutingTestConfig(
  files: readonly string[],
  given: GivenOptions,
  env: Environment,
): RoutingTestConfig {
  const options = new OptionReader(given, env);
  const config = {
    files,
    source: readSourceConfig(options),
    gateway: options.one(ROUTING_TEST_OPTIONS.gateway)?.value,
    against: options.many(ROUTING_TEST_OPTIONS.against),
    format: options.one(ROUTING_TEST_OPTIONS.format)?.value ?? ('text' as const),
  };
  const readers = [files, config.source.manifests, config.against].filter((paths) => paths.includes('-'));
  if (readers.length > 1) {
    options.problems.push('Standard input can hold tests or manifests, not both: give one as a file.');
  }
  if (options.problems.length > 0) throw new ConfigError(options.problems);
  return config;
}
