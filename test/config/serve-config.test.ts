import { expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { readServeConfig } from '../../src/config/serve-config.ts';

function problems(given: Record<string, unknown>, env: Record<string, string> = {}): readonly string[] {
  try {
    readServeConfig(given, env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without options the server is safe: loopback, no CORS, every limit set', () => {
  expect(readServeConfig({}, {})).toEqual({
    source: { manifests: [], kubeconfig: undefined, contexts: [], crds: [], capabilities: undefined },
    watch: false,
    host: '127.0.0.1',
    port: 4000,
    allowedHosts: [],
    corsOrigins: [],
    tls: undefined,
    cache: 'shared',
    executor: 'compiled',
    limits: { maxDepth: 24, maxFields: 10_000, maxNodes: 2_000_000, maxPageSize: 1_000, timeoutMs: 30_000 },
    maxBodyBytes: 1_048_576,
    maxInFlight: 256,
    logLevel: 'info',
    logFormat: undefined,
    auth: 'none',
    warnings: [],
  });
});

test('every option has a variable', () => {
  const config = readServeConfig(
    {},
    {
      GWQL_MANIFESTS: 'shop\nmore shops, with a comma\n\n',
      GWQL_WATCH: 'true',
      GWQL_KUBECONFIG: 'kube.yaml',
      GWQL_CONTEXT: 'east\narn:aws:eks:eu-west-1:1:cluster/west',
      GWQL_CRDS: 'crds',
      GWQL_CAPABILITIES: 'capabilities.yaml',
      GWQL_HOST: '0.0.0.0',
      GWQL_PORT: '8080',
      GWQL_ALLOWED_HOST: 'gwql.example.com\nGWQL.shop.svc',
      GWQL_CORS_ORIGIN: 'https://dashboard.example.com',
      GWQL_TLS_CERT: 'tls.crt',
      GWQL_TLS_KEY: 'tls.key',
      GWQL_TLS_CLIENT_CA: 'ca.crt',
      GWQL_AUTH: 'none',
      GWQL_CACHE: 'off',
      GWQL_EXECUTOR: 'graphql-js',
      GWQL_MAX_DEPTH: '10',
      GWQL_MAX_FIELDS: '200',
      GWQL_MAX_NODES: 'none',
      GWQL_MAX_PAGE_SIZE: '50',
      GWQL_QUERY_TIMEOUT: '500ms',
      GWQL_MAX_BODY: '512k',
      GWQL_MAX_IN_FLIGHT: '8',
      GWQL_LOG_LEVEL: 'debug',
      GWQL_LOG_FORMAT: 'json',
    },
  );
  expect(config).toEqual({
    source: {
      manifests: ['shop', 'more shops, with a comma'],
      kubeconfig: 'kube.yaml',
      contexts: ['east', 'arn:aws:eks:eu-west-1:1:cluster/west'],
      crds: ['crds'],
      capabilities: 'capabilities.yaml',
    },
    watch: true,
    host: '0.0.0.0',
    port: 8080,
    allowedHosts: ['gwql.example.com', 'gwql.shop.svc'],
    corsOrigins: ['https://dashboard.example.com'],
    tls: { certFile: 'tls.crt', keyFile: 'tls.key', clientCaFile: 'ca.crt' },
    auth: 'none',
    cache: 'off',
    executor: 'graphql-js',
    limits: { maxDepth: 10, maxFields: 200, maxNodes: undefined, maxPageSize: 50, timeoutMs: 500 },
    maxBodyBytes: 524_288,
    maxInFlight: 8,
    logLevel: 'debug',
    logFormat: 'json',
    warnings: [],
  });
});

test('the command line goes before the environment, GWQL_PORT before PORT', () => {
  const env = { GWQL_PORT: '1111', PORT: '2222', GWQL_MANIFESTS: 'env' };
  expect(readServeConfig({ port: '3333', manifests: ['argv'] }, env)).toMatchObject({
    port: 3333,
    source: { manifests: ['argv'] },
  });
  expect(readServeConfig({}, env).port).toBe(1111);
  expect(readServeConfig({}, { PORT: '2222' }).port).toBe(2222);
});

test('HOST is not read, and an empty variable is none', () => {
  expect(readServeConfig({}, { HOST: '0.0.0.0', GWQL_HOST: '', GWQL_PORT: ' ' })).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
  });
});

test('the GWQL_PORT of a Kubernetes Service is ignored with a warning', () => {
  const config = readServeConfig({}, { GWQL_PORT: 'tcp://10.0.0.7:80' });
  expect(config.port).toBe(4000);
  expect(config.warnings).toEqual([expect.stringContaining('GWQL_PORT is ignored')]);
  expect(readServeConfig({}, { GWQL_PORT: 'tcp://10.0.0.7:80', PORT: '5000' }).port).toBe(5000);
});

test.each([
  ['port', '99999', '--port is "99999", but must be a whole number from 0 to 65535.'],
  ['port', '4e3', '--port is "4e3", but must be a whole number from 0 to 65535.'],
  ['maxDepth', '0', '--max-depth is "0", but must be a whole number from 1 to 1000, or none.'],
  [
    'queryTimeout',
    'soon',
    '--query-timeout is "soon", but must be a time such as 30s, 500ms or 2m, at most 24 hours, or none.',
  ],
  [
    'queryTimeout',
    '0',
    '--query-timeout is "0", but must be a time such as 30s, 500ms or 2m, at most 24 hours, or none.',
  ],
  [
    'maxBody',
    '1g',
    '--max-body is "1g", but must be a number of bytes, or such as 512k or 1m, at most 256m.',
  ],
  [
    'host',
    'http://x',
    '--host is "http://x", but must be a host name or an IP address, without scheme and port.',
  ],
  [
    'logLevel',
    'loud',
    '--log-level is "loud", but must be one of trace, debug, info, warn, error, fatal, silent.',
  ],
])('a wrong value names the option and what it may be: --%s %s', (property, value, message) => {
  expect(problems({ [property]: value })).toEqual([message]);
});

test.each(['gwql.example.com:4000', 'https://gwql.example.com', 'a b', '-x', 'a,b'])(
  'an allowed host is a bare name: not %s',
  (name) => {
    expect(problems({ allowedHost: [name] })).toHaveLength(1);
  },
);

test('an allowed host may be an address, with brackets or without', () => {
  expect(readServeConfig({ allowedHost: ['[fd00::1]', '10.1.2.3'] }, {}).allowedHosts).toEqual([
    'fd00::1',
    '10.1.2.3',
  ]);
});

test.each(['example.com', 'https://example.com/path', 'null', 'file:///x'])(
  'a CORS origin is scheme, host and port: not %s',
  (origin) => {
    expect(problems({ corsOrigin: [origin] })).toHaveLength(1);
  },
);

test('a CORS origin keeps its port; * stays', () => {
  const { corsOrigins } = readServeConfig(
    { corsOrigin: ['http://localhost:3000', 'https://Example.com/', '*'] },
    {},
  );
  expect(corsOrigins).toEqual(['http://localhost:3000', 'https://example.com', '*']);
});

test('all problems are told at once, variables by their own names', () => {
  expect(problems({ port: 'x', tlsCert: 'tls.crt' }, { GWQL_MAX_NODES: '-1', GWQL_WATCH: 'maybe' })).toEqual([
    'GWQL_WATCH is "maybe", but must be true or false.',
    '--port is "x", but must be a whole number from 0 to 65535.',
    '--tls-cert needs --tls-key too.',
    'GWQL_MAX_NODES is "-1", but must be a whole number from 1 to 1000000000, or none.',
  ]);
  expect(problems({ tlsKey: 'tls.key' })).toEqual(['--tls-key needs --tls-cert too.']);
});

test('to watch needs manifests', () => {
  expect(problems({ watch: true })).toEqual([expect.stringContaining('--watch needs --manifests')]);
  expect(readServeConfig({ watch: true, manifests: ['x'] }, {}).watch).toBe(true);
});
