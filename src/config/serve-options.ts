import { AUTH } from './auth-option.ts';
import { CACHE } from './cache-option.ts';
import { EXECUTOR } from './executor-option.ts';
import { LIMIT_OPTIONS } from './limit-options.ts';
import { LOG_OPTIONS } from './log-options.ts';
import type { OptionRow } from './option-row.ts';
import { SOURCE_OPTIONS } from './source-options.ts';
import { flag, host, origin, size, text, wholeNumber } from './value-parsers.ts';

const WATCH: OptionRow<boolean> = {
  name: 'watch',
  help: 'read the manifests again when they change',
  parse: flag,
};

const PORT: OptionRow<number> = {
  name: 'port',
  placeholder: 'number',
  help: 'the port to listen on, 0 for any; $PORT works too',
  otherwise: '4000',
  parse: wholeNumber(0, 65_535),
};

const METRICS_PORT: OptionRow<number> = {
  name: 'metrics-port',
  placeholder: 'number',
  help: 'serve /metrics on a port of its own, without TLS',
  otherwise: 'the port of --port with --auth none, else nowhere',
  parse: wholeNumber(0, 65_535),
};

const HOST: OptionRow<string> = {
  name: 'host',
  placeholder: 'address',
  help: 'the address to listen on; 0.0.0.0 or :: for all',
  otherwise: '127.0.0.1',
  parse: host,
};

const ALLOWED_HOST: OptionRow<string> = {
  name: 'allowed-host',
  placeholder: 'name',
  many: true,
  help: 'a further name that clients reach this server by',
  parse: host,
};

const CORS_ORIGIN: OptionRow<string> = {
  name: 'cors-origin',
  placeholder: 'origin',
  many: true,
  help: 'an origin whose pages may send queries',
  otherwise: 'none',
  parse: origin,
};

const TLS_CERT: OptionRow<string> = {
  name: 'tls-cert',
  placeholder: 'file',
  help: 'serve HTTPS with this certificate chain (PEM)',
  parse: text,
};

const TLS_KEY: OptionRow<string> = {
  name: 'tls-key',
  placeholder: 'file',
  help: 'the private key of --tls-cert (PEM)',
  parse: text,
};

const TLS_CLIENT_CA: OptionRow<string> = {
  name: 'tls-client-ca',
  placeholder: 'file',
  help: 'answer only to clients with a certificate of this authority (PEM)',
  parse: text,
};

const MAX_BODY: OptionRow<number> = {
  name: 'max-body',
  placeholder: 'bytes',
  help: 'how large a request body may be (512k, 1m)',
  otherwise: '1m',
  parse: size,
};

const MAX_IN_FLIGHT: OptionRow<number> = {
  name: 'max-in-flight',
  placeholder: 'number',
  help: 'how many queries may run at once; more are told to come back',
  otherwise: '256',
  parse: wholeNumber(1, 100_000),
};

function otherwise<T>(row: OptionRow<T>, value: string): OptionRow<T> {
  return { ...row, otherwise: value };
}

/** What `serve` does apart from what is asked of it. */
export const SERVER_OPTIONS = {
  port: PORT,
  metricsPort: METRICS_PORT,
  host: HOST,
  allowedHost: ALLOWED_HOST,
  corsOrigin: CORS_ORIGIN,
  auth: AUTH,
  tlsCert: TLS_CERT,
  tlsKey: TLS_KEY,
  tlsClientCa: TLS_CLIENT_CA,
  executor: EXECUTOR,
};

export const SERVE_LIMIT_OPTIONS = {
  maxDepth: otherwise(LIMIT_OPTIONS.maxDepth, '24'),
  maxFields: otherwise(LIMIT_OPTIONS.maxFields, '10000'),
  maxNodes: otherwise(LIMIT_OPTIONS.maxNodes, '2000000'),
  maxPageSize: otherwise(LIMIT_OPTIONS.maxPageSize, '1000'),
  queryTimeout: otherwise(LIMIT_OPTIONS.queryTimeout, '30s'),
  maxBody: MAX_BODY,
  maxInFlight: MAX_IN_FLIGHT,
};

export const SERVE_SOURCE_OPTIONS = { ...SOURCE_OPTIONS, watch: WATCH, cache: CACHE };

/** All options of `gwql serve`. */
export const SERVE_OPTIONS = {
  ...SERVE_SOURCE_OPTIONS,
  ...SERVER_OPTIONS,
  ...SERVE_LIMIT_OPTIONS,
  ...LOG_OPTIONS,
};
