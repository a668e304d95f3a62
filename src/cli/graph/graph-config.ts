import { ConfigError } from '../../config/config-error.ts';
import { type Environment, type GivenOptions, OptionReader } from '../../config/option-reader.ts';
import { readSourceConfig, type SourceConfig } from '../../config/source-config.ts';
import { GRAPH_OPTIONS, type GraphFormat, type RootName } from './graph-options.ts';

export interface GraphConfig {
  readonly source: SourceConfig;
  readonly namespace: string | undefined;
  readonly root: RootName | undefined;
  readonly depth: number | undefined;
  readonly format: GraphFormat;
}

/** The configuration of `gwql graph`. Throws ConfigError, which names everything that is wrong. */
export function readGraphConfig(given: GivenOptions, env: Environment): GraphConfig {
  const options = new OptionReader(given, env);
  const config = {
    source: readSourceConfig(options),
    namespace: options.one(GRAPH_OPTIONS.namespace)?.value,
    root: options.one(GRAPH_OPTIONS.root)?.value,
    depth: options.one(GRAPH_OPTIONS.depth)?.value,
    format: options.one(GRAPH_OPTIONS.format)?.value ?? ('dot' as const),
  };
  if (options.problems.length > 0) throw new ConfigError(options.problems);
  return config;
}
