import { ConfigError } from '../../config/config-error.ts';
import { type Environment, type GivenOptions, OptionReader } from '../../config/option-reader.ts';
import type { FailOn } from '../schema-check/check-report.ts';
import type { ReportFormat } from '../schema-check/schema-check-options.ts';
import { SCHEMA_DIFF_CRDS_OPTIONS } from './schema-diff-crds-options.ts';

export interface SchemaDiffCrdsConfig {
  /** A file or folder with the CRDs that are installed. */
  readonly older: string;
  /** Those that would be. */
  readonly newer: string;
  readonly format: ReportFormat;
  /** undefined: whatever changes is fine. */
  readonly failOn: FailOn | undefined;
}

/** The configuration of `gwql schema diff-crds`. Throws ConfigError, which names everything that is wrong. */
export function readSchemaDiffCrdsConfig(
  { older, newer }: Pick<SchemaDiffCrdsConfig, 'older' | 'newer'>,
  given: GivenOptions,
  env: Environment,
): SchemaDiffCrdsConfig {
  const options = new OptionReader(given, env);
  const config = {
    older,
    newer,
    format: options.one(SCHEMA_DIFF_CRDS_OPTIONS.format)?.value ?? ('text' as const),
    failOn: options.one(SCHEMA_DIFF_CRDS_OPTIONS.failOn)?.value,
  };
  if (options.problems.length > 0) throw new ConfigError(options.problems);
  return config;
}
