import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REQUEST_OUTCOMES } from '../../../src/gatewayapi/routing/simulation.ts';
import type { Json } from '../../../src/kube/json.ts';
import { attached, listener } from './build-routes.ts';
import { simulate, trace } from './simulate-in-memory.ts';

// Objects that nobody validated: every field that the code reads, with values of any shape in it.
const FIELDS = [
  ...['matches', 'path', 'headers', 'queryParams', 'method', 'service', 'filters', 'type', 'value', 'name'],
  ...[
    'backendRefs',
    'weight',
    'port',
    'requestHeaderModifier',
    'set',
    'add',
    'remove',
    'urlRewrite',
    'hostname',
  ],
  ...[
    'requestRedirect',
    'requestMirror',
    'backendRef',
    'fraction',
    'numerator',
    'denominator',
    'percent',
    'cors',
  ],
  ...[
    'allowOrigins',
    'allowMethods',
    'externalAuth',
    'extensionRef',
    'timeouts',
    'retry',
    'codes',
    'statusCode',
  ],
] as const;
const scalars = fc.constantFrom(null, true, 0, -1, 80, '', '/', '/a', '*', '(', 'GET', 'Exact', 'PathPrefix');
const types = fc.constantFrom(
  ...[
    'RegularExpression',
    'ReplacePrefixMatch',
    'RequestHeaderModifier',
    'ResponseHeaderModifier',
    'URLRewrite',
  ],
  ...['RequestRedirect', 'RequestMirror', 'CORS', 'ExternalAuth', 'ExtensionRef'],
);

const { value } = fc.letrec<{ value: Json; object: Json; list: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthIdentifier: 'json' },
    scalars,
    types,
    tie('object'),
    tie('list'),
  ) as fc.Arbitrary<Json>,
  object: fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), {
    maxKeys: 6,
    depthIdentifier: 'json',
  }) as fc.Arbitrary<Json>,
  list: fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'json' }) as fc.Arbitrary<Json>,
}));

const schemes = fc.constantFrom('HTTP', 'HTTPS', 'GRPC', 'TLS', 'TCP', 'UDP');
const PROTOCOLS = { HTTP: 'HTTP', HTTPS: 'HTTPS', GRPC: 'HTTP', TLS: 'TLS', TCP: 'TCP', UDP: 'UDP' };
const KINDS = {
  HTTP: 'HTTPRoute',
  HTTPS: 'HTTPRoute',
  GRPC: 'GRPCRoute',
  TLS: 'TLSRoute',
  TCP: 'TCPRoute',
  UDP: 'UDPRoute',
};

describe('a simulation', () => {
  it('has an answer for any object, and shares that are a division of the whole', () => {
    fc.assert(
      fc.property(schemes, fc.array(value, { maxLength: 3 }), fc.string(), (scheme, rules, text) => {
        const route = attached('r', { kind: KINDS[scheme], rules });
        const given = { listeners: [listener([route], { protocol: PROTOCOLS[scheme] })], port: 80 };
        const headers = [
          { name: 'Origin', value: text },
          { name: 'access-control-request-method', value: 'PUT' },
        ];
        const request = {
          scheme,
          path: `/${text}`,
          method: text.length % 2 === 0 ? 'GET' : 'OPTIONS',
          headers,
        };
        const { outcome, backends } = simulate(given, request);
        expect(REQUEST_OUTCOMES).toContain(outcome);
        const total = backends.reduce((sum, { share }) => sum + share, 0);
        expect([0, 1]).toContain(Number(total.toFixed(9)));
        expect(trace(given, request).every(({ message }) => message.length > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
