import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../src/gatewayapi/capabilities/capabilities.ts';
import { readListeners } from '../../../src/gatewayapi/listeners/read-listener.ts';
import type { Json } from '../../../src/kube/json.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

function owner(listeners: Json, kind = 'Gateway', group = 'gateway.networking.k8s.io'): RawObject {
  return {
    apiVersion: `${group}/v1`,
    kind,
    metadata: { namespace: 'edge', name: 'public' },
    spec: { listeners },
  };
}

function read(listener: Json, capabilities: Capabilities = {}) {
  const [first] = readListeners(owner([listener]), capabilities);
  if (first === undefined) throw new Error('there is no listener');
  return first;
}

const kinds = (listener: Json, capabilities: Capabilities = {}) =>
  read(listener, capabilities).supportedKinds.map(({ kind }) => kind);

describe('the kinds of a listener', () => {
  test.for([
    ['HTTP', ['HTTPRoute', 'GRPCRoute']],
    ['HTTPS', ['HTTPRoute', 'GRPCRoute']],
    ['TLS', ['TLSRoute']],
    ['TCP', ['TCPRoute']],
    ['UDP', ['UDPRoute']],
    ['example.com/x', []],
    ['toString', []],
  ] as const)('for %s are %j', ([protocol, expected]) => {
    expect(kinds({ name: 'a', port: 80, protocol })).toEqual(expected);
  });

  test('are those of allowedRoutes that it can have, in their order, each once', () => {
    const listener = {
      name: 'a',
      port: 80,
      protocol: 'HTTP',
      allowedRoutes: {
        kinds: [
          { kind: 'GRPCRoute' },
          { kind: 'TLSRoute' },
          { kind: 'HTTPRoute', group: 'gateway.networking.k8s.io' },
          { kind: 'GRPCRoute' },
          { kind: 'HTTPRoute', group: 'example.com' },
        ],
      },
    };
    expect(kinds(listener)).toEqual(['GRPCRoute', 'HTTPRoute']);
    expect(read(listener).refusedKinds).toEqual([
      { group: 'gateway.networking.k8s.io', kind: 'TLSRoute' },
      { group: 'example.com', kind: 'HTTPRoute' },
    ]);
  });

  test('are those that the controller knows', () => {
    const features = new Set(['HTTPRoute']);
    expect(kinds({ name: 'a', port: 80, protocol: 'HTTP' }, { features })).toEqual(['HTTPRoute']);
    expect(read({ name: 'a', port: 80, protocol: 'TCP' }, { features }).problem).toMatchObject({
      reason: 'UnsupportedProtocol',
    });
  });

  test('of a protocol of the controller’s own are what a capability file says', () => {
    const quic = [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }];
    const listener = { name: 'a', port: 443, protocol: 'example.com/quic' };
    expect(read(listener, { protocols: { 'example.com/quic': quic } })).toMatchObject({
      supportedKinds: quic,
      problem: undefined,
    });
  });
});

describe('a listener', () => {
  const tls = { certificateRefs: [{ name: 'a' }] };

  test('without allowedRoutes takes routes of its own namespace', () => {
    expect(read({ name: 'a', port: 80, protocol: 'HTTP' }).namespaces).toEqual({
      from: 'Same',
      namespace: 'edge',
    });
  });

  test('of HTTPS ends TLS unless it says otherwise, which it may not', () => {
    expect(read({ name: 'a', port: 443, protocol: 'HTTPS', tls })).toMatchObject({
      tlsMode: 'Terminate',
      lacksCertificates: false,
      problem: undefined,
    });
    expect(
      read({ name: 'a', port: 443, protocol: 'HTTPS', tls: { mode: 'Passthrough' } }).problem,
    ).toMatchObject({
      reason: 'UnsupportedValue',
    });
  });

  test('that ends TLS needs certificates, or options that may stand for them', () => {
    const listener = { name: 'a', port: 443, protocol: 'TLS' };
    expect(read({ ...listener, tls: { mode: 'Terminate' } }).lacksCertificates).toBe(true);
    expect(read({ ...listener, tls: { options: { 'example.com/cert': 'a' } } }).lacksCertificates).toBe(
      false,
    );
    expect(read({ ...listener, tls: { mode: 'Passthrough' } }).lacksCertificates).toBe(false);
  });

  test('of a protocol without hostnames has none', () => {
    expect(read({ name: 'a', port: 80, protocol: 'TCP', hostname: 'a.com' }).hostname).toBe('');
  });

  test.for([
    [{ port: 0 }, 'port'],
    [{ port: 65536 }, 'port'],
    [{ port: 'http' }, 'port'],
    [{ hostname: '10.0.0.1' }, 'hostname'],
    [{ allowedRoutes: { namespaces: { from: 'Selector' } } }, 'selector'],
    [{ allowedRoutes: { namespaces: { from: 'Some' } } }, 'namespaces.from'],
    [
      {
        allowedRoutes: {
          namespaces: { from: 'Selector', selector: { matchExpressions: [{ key: 'a', operator: 'Like' }] } },
        },
      },
      'operator',
    ],
  ] as const)('is invalid with %j', ([fields, words]) => {
    const { problem } = read({ name: 'a', port: 80, protocol: 'HTTP', ...fields } as Json);
    expect(problem?.reason).toBe('Invalid');
    expect(problem?.message).toContain(words);
  });

  test('of an XListenerSet may leave the port to the implementation', () => {
    const set = owner([{ name: 'a', protocol: 'HTTP' }], 'XListenerSet', 'gateway.networking.x-k8s.io');
    expect(readListeners(set, {})).toMatchObject([{ port: 0, problem: undefined }]);
  });

  test('keeps its place when others are no listeners at all', () => {
    expect(readListeners(owner(['junk', { name: 'b', port: 80, protocol: 'HTTP' }]), {})).toMatchObject([
      { index: 1 },
    ]);
    expect(readListeners(owner('junk'), {})).toEqual([]);
  });
});
