import type { AnswerPath } from './answer-path.ts';
import { ConfigError } from './config-error.ts';
import { DEFAULT_EXECUTOR, type ExecutorName } from './executor-option.ts';
import { type LimitsConfig, NO_LIMITS, readLimitsConfig } from './limits-config.ts';
import { type Environment, type GivenOptions, OptionReader } from './option-reader.ts';
import { propertyOf } from './option-row.ts';
import { QUERY_OPTIONS } from './query-options.ts';
import { readSourceConfig, type SourceConfig } from './source-config.ts';

/** The text of the query, or the file that holds it; `-` is standard input. */
export type QuerySource = { readonly text: string } | { readonly file: string };

export interface QueryConfig {
  readonly source: SourceConfig;
  readonly query: QuerySource;
  readonly variables: { readonly [name: string]: unknown } | undefined;
  readonly operationName: string | undefined;
  readonly executor: ExecutorName;
  readonly limits: LimitsConfig;
  /** Places in the answer where nothing should be. */
  readonly failIfNonempty: readonly AnswerPath[];
}

/** The configuration of `gwql query`. Throws ConfigError, which names every option that is wrong. */
export function readQueryConfig(
  argument: string | undefined,
  given: GivenOptions,
  env: Environment,
): QueryConfig {
  const options = new OptionReader(given, env);
  const source = readSourceConfig(options);
  const query = readQuerySource(argument, given, options);
  const config = {
    source,
    variables: options.one(QUERY_OPTIONS.variables)?.value,
    operationName: options.one(QUERY_OPTIONS.operation)?.value,
    executor: options.one(QUERY_OPTIONS.executor)?.value ?? DEFAULT_EXECUTOR,
    limits: readLimitsConfig(options, NO_LIMITS),
    failIfNonempty: options.many(QUERY_OPTIONS.failIfNonempty),
  };
  if (query !== undefined && 'file' in query && query.file === '-' && source.manifests.includes('-')) {
    options.problems.push(
      'Standard input can hold the query or the manifests, not both: give one as a file.',
    );
  }
  if (query === undefined || options.problems.length > 0) throw new ConfigError(options.problems);
  return { ...config, query };
}

function readQuerySource(
  argument: string | undefined,
  given: GivenOptions,
  options: OptionReader,
): QuerySource | undefined {
  const { problems } = options;
  if (argument !== undefined) {
    // a file that only the environment names gives way
    if (given[propertyOf(QUERY_OPTIONS.file)] !== undefined) {
      problems.push('Give the query as an argument or with --file, not both.');
    }
    return argument === '-' ? { file: argument } : { text: argument };
  }
  const file = options.one(QUERY_OPTIONS.file)?.value;
  if (file !== undefined) return { file };
  if (problems.length === 0) {
    const example = "'{ gateways { nodes { metadata { name } } } }'";
    problems.push(`There is no query. Give one, such as ${example}, or a file with --file.`);
  }
  return undefined;
}
