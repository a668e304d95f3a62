import { ConfigError } from '../../config/config-error.ts';
import { type Environment, type GivenOptions, OptionReader } from '../../config/option-reader.ts';
import { readSourceConfig, type SourceConfig } from '../../config/source-config.ts';
import { parseHeader } from './parse-header.ts';
import { type RequestInput, requestInput } from './request-input.ts';
import { type RouteName, SIMULATE_OPTIONS } from './simulate-options.ts';

export interface SimulateConfig {
  readonly source: SourceConfig;
  /** The request as it was written. */
  readonly url: string;
  readonly input: RequestInput;
  readonly explain: boolean;
  /** The route whose reason is wanted. */
  readonly route: RouteName | undefined;
  /** Files and folders with what is to be applied. */
  readonly against: readonly string[];
  readonly format: 'text' | 'json';
}

const WITHOUT_COLON = "--header must be a name, a colon and a value, such as 'x-canary: true'.";

/** The configuration of `gwql simulate`. Throws ConfigError, which names everything that is wrong. */
export function readSimulateConfig(url: string, given: GivenOptions, env: Environment): SimulateConfig {
  const options = new OptionReader(given, env);
  const source = readSourceConfig(options);
  const headers = options.many(SIMULATE_OPTIONS.header).map(parseHeader);
  const input = requestInput({
    url,
    gateway: options.one(SIMULATE_OPTIONS.gateway)?.value,
    from: options.one(SIMULATE_OPTIONS.from)?.value,
    method: options.one(SIMULATE_OPTIONS.method)?.value,
    headers: headers.filter((header) => header !== undefined),
    sni: options.one(SIMULATE_OPTIONS.sni)?.value,
    listenerPort: options.one(SIMULATE_OPTIONS.listenerPort)?.value,
  });
  const route = options.one(SIMULATE_OPTIONS.route)?.value;
  const config = {
    source,
    url,
    route,
    explain: options.one(SIMULATE_OPTIONS.explain)?.value ?? false,
    against: options.many(SIMULATE_OPTIONS.against),
    format: options.one(SIMULATE_OPTIONS.format)?.value ?? ('text' as const),
  };
  const problems = [
    ...options.problems,
    ...(headers.includes(undefined) ? [WITHOUT_COLON] : []),
    ...(typeof input === 'string' ? [input] : []),
  ];
  if (typeof input === 'string' || problems.length > 0) throw new ConfigError(problems);
  return { ...config, input };
}
