import type { AuthMode } from './auth-option.ts';
import { type CacheMode, DEFAULT_CACHE } from './cache-option.ts';
import { runsInPod } from './choose-source.ts';
import { ConfigError } from './config-error.ts';
import { DEFAULT_EXECUTOR, type ExecutorName } from './executor-option.ts';
import { type LimitsConfig, readLimitsConfig, SERVING_LIMITS } from './limits-config.ts';
import type { LogFormat, LogLevel } from './log-options.ts';
import { type Environment, type GivenOptions, OptionReader } from './option-reader.ts';
import { readAuth } from './read-auth.ts';
import { SERVE_OPTIONS } from './serve-options.ts';
import { readSourceConfig, type SourceConfig } from './source-config.ts';

export interface TlsFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** The authority whose certificates clients have to show. */
  readonly clientCaFile?: string | undefined;
}

export interface ServeConfig {
  readonly source: SourceConfig;
  readonly watch: boolean;
  readonly cache: CacheMode;
  readonly auth: AuthMode;
  readonly host: string;
  readonly port: number;
  /** Of `/metrics`; undefined: on `port`, unless callers have to say who they are. */
  readonly metricsPort: number | undefined;
  readonly allowedHosts: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly tls: TlsFiles | undefined;
  readonly executor: ExecutorName;
  readonly limits: LimitsConfig;
  readonly maxBodyBytes: number;
  readonly maxInFlight: number;
  readonly logLevel: LogLevel;
  /** Undefined: text on a terminal, else JSON. */
  readonly logFormat: LogFormat | undefined;
  /** Sentences for the log. */
  readonly warnings: readonly string[];
}

/** The configuration of `gwql serve`. Throws ConfigError, which names every option that is wrong. */
export function readServeConfig(given: GivenOptions, env: Environment): ServeConfig {
  const { environment, warnings } = withoutServiceLink(env);
  const options = new OptionReader(given, environment);
  const config: Omit<ServeConfig, 'auth'> = {
    source: readSourceConfig(options),
    watch: options.one(SERVE_OPTIONS.watch)?.value ?? false,
    cache: options.one(SERVE_OPTIONS.cache)?.value ?? DEFAULT_CACHE,
    host: options.one(SERVE_OPTIONS.host)?.value ?? '127.0.0.1',
    // as hosting platforms set it; HOST is not read, because shells set it to the name of the machine
    port: options.one(SERVE_OPTIONS.port, ['PORT'])?.value ?? 4_000,
    metricsPort: options.one(SERVE_OPTIONS.metricsPort)?.value,
    allowedHosts: options.many(SERVE_OPTIONS.allowedHost),
    corsOrigins: options.many(SERVE_OPTIONS.corsOrigin),
    tls: readTlsFiles(options),
    executor: options.one(SERVE_OPTIONS.executor)?.value ?? DEFAULT_EXECUTOR,
    limits: readLimitsConfig(options, SERVING_LIMITS),
    maxBodyBytes: options.one(SERVE_OPTIONS.maxBody)?.value ?? 1_048_576,
    maxInFlight: options.one(SERVE_OPTIONS.maxInFlight)?.value ?? 256,
    logLevel: options.one(SERVE_OPTIONS.logLevel)?.value ?? 'info',
    logFormat: options.one(SERVE_OPTIONS.logFormat)?.value,
    warnings,
  };
  if (config.watch && config.source.manifests.length === 0) {
    options.problems.push('--watch needs --manifests: nothing else is read from files that change.');
  }
  const auth = readAuth(options, config, runsInPod(env));
  if (options.problems.length > 0) throw new ConfigError(options.problems);
  return { ...config, auth };
}

function readTlsFiles(options: OptionReader): TlsFiles | undefined {
  const certFile = options.one(SERVE_OPTIONS.tlsCert)?.value;
  const keyFile = options.one(SERVE_OPTIONS.tlsKey)?.value;
  const clientCaFile = options.one(SERVE_OPTIONS.tlsClientCa)?.value;
  if (certFile !== undefined && keyFile !== undefined)
    return { certFile, keyFile, ...(clientCaFile && { clientCaFile }) };
  if (clientCaFile !== undefined)
    options.problems.push('--tls-client-ca needs --tls-cert and --tls-key too.');
  if (certFile !== undefined) options.problems.push('--tls-cert needs --tls-key too.');
  if (keyFile !== undefined) options.problems.push('--tls-key needs --tls-cert too.');
  return undefined;
}

/** Kubernetes gives every pod beside a Service named gwql a GWQL_PORT of its own kind. */
function withoutServiceLink(env: Environment): { environment: Environment; warnings: readonly string[] } {
  const { GWQL_PORT, ...environment } = env;
  if (GWQL_PORT === undefined || !/^(tcp|udp|sctp):\/\//.test(GWQL_PORT))
    return { environment: env, warnings: [] };
  const warning =
    'GWQL_PORT is ignored: Kubernetes set it for a Service named gwql. ' +
    'Set enableServiceLinks: false in the pod, or choose the port with --port.';
  return { environment, warnings: [warning] };
}
