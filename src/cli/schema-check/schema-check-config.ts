import { ConfigError } from '../../config/config-error.ts';
import { type LimitsConfig, readLimitsConfig, SERVING_LIMITS } from '../../config/limits-config.ts';
import { type Environment, type GivenOptions, OptionReader } from '../../config/option-reader.ts';
import type { FailOn } from './check-report.ts';
import { parseHeader } from './older/parse-header.ts';
import { type ReportFormat, SCHEMA_CHECK_OPTIONS } from './schema-check-options.ts';

export interface SchemaCheckConfig {
  /** Where the older schema is: a file, a URL or a git revision. */
  readonly target: string | undefined;
  /** Patterns of the documents to check. */
  readonly documents: readonly string[];
  /** Files and folders with further CRDs, which belong to this build's schema. */
  readonly crds: readonly string[];
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly timeoutMs: number;
  readonly limits: LimitsConfig;
  readonly format: ReportFormat;
  readonly failOn: FailOn;
}

const DEFAULT_TIMEOUT_MS = 30_000;
const WITHOUT_VALUE = "--header must be a name, a colon and a value, such as 'Authorization: Bearer ...'.";

/** The configuration of `gwql schema check`. Throws ConfigError, which names everything that is wrong. */
export function readSchemaCheckConfig(
  target: string | undefined,
  given: GivenOptions,
  env: Environment,
): SchemaCheckConfig {
  const options = new OptionReader(given, env);
  const config = {
    target,
    documents: options.many(SCHEMA_CHECK_OPTIONS.documents),
    crds: options.many(SCHEMA_CHECK_OPTIONS.crds),
    headers: options.many(SCHEMA_CHECK_OPTIONS.header).map(parseHeader),
    timeoutMs: options.one(SCHEMA_CHECK_OPTIONS.timeout)?.value ?? DEFAULT_TIMEOUT_MS,
    limits: readLimitsConfig(options, SERVING_LIMITS),
    format: options.one(SCHEMA_CHECK_OPTIONS.format)?.value ?? ('text' as const),
    failOn: options.one(SCHEMA_CHECK_OPTIONS.failOn)?.value ?? ('breaking' as const),
  };
  const headers = config.headers.filter((header) => header !== undefined);
  const problems = [...options.problems, ...problemsWith(target, config.documents)];
  if (headers.length < config.headers.length) problems.push(WITHOUT_VALUE);
  if (problems.length > 0) throw new ConfigError(problems);
  return { ...config, headers };
}

function problemsWith(target: string | undefined, documents: readonly string[]): readonly string[] {
  if (target === undefined) {
    if (documents.length > 0) return [];
    return [
      'There is nothing to check. Give an older schema (a file, a URL or a git revision), or documents with --documents.',
    ];
  }
  if (target.startsWith('-')) {
    return ['The older schema must not begin with "-": it is a file, a URL or a git revision.'];
  }
  const isUsable = target !== '' && !target.includes('\0');
  return isUsable ? [] : ['The older schema must be a file, a URL or a git revision.'];
}
