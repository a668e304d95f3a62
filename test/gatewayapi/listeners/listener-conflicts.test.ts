import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Listener } from '../../../src/gatewayapi/listeners/listener.ts';
import { listenerConflicts } from '../../../src/gatewayapi/listeners/listener-conflicts.ts';
import { listener } from './build-listener.ts';

const MIXED = { mixedTlsModes: true };

/** Reasons of each listener, tier by tier; null for those without a conflict. */
function reasons(tiers: readonly (readonly Listener[])[], rules = MIXED) {
  const conflicts = listenerConflicts(tiers, rules);
  return tiers.map((tier) => tier.map((each) => conflicts.get(each)?.reason ?? null));
}

const http = (hostname = '', port = 80) => listener({ protocol: 'HTTP', hostname, port });
const https = (hostname = '', port = 443) => listener({ protocol: 'HTTPS', hostname, port });
const tcp = (port = 80) => listener({ protocol: 'TCP', port });
const udp = (port = 80) => listener({ protocol: 'UDP', port });
const tls = (tlsMode: 'Terminate' | 'Passthrough', hostname = '') =>
  listener({ protocol: 'TLS', hostname, port: 443, tlsMode });

describe('listeners of one owner', () => {
  test('with different hostnames share a port, a wildcard and a name under it too', () => {
    expect(reasons([[http('*.a.com'), http('b.a.com'), http()]])).toEqual([[null, null, null]]);
  });

  test('with one hostname conflict, and nobody wins', () => {
    expect(reasons([[http('a.com'), http('a.com'), http('b.com')]])).toEqual([
      ['HostnameConflict', 'HostnameConflict', null],
    ]);
  });

  test('without hostname conflict as those with the same one', () => {
    expect(reasons([[http(), http()]])).toEqual([['HostnameConflict', 'HostnameConflict']]);
  });

  test('for HTTP and HTTPS cannot share a port', () => {
    expect(reasons([[http('a.com'), https('b.com', 80)]])).toEqual([
      ['ProtocolConflict', 'ProtocolConflict'],
    ]);
  });

  test('for TCP share a port with none', () => {
    expect(reasons([[tcp(), http('a.com'), http('b.com')]])).toEqual([
      ['ProtocolConflict', 'ProtocolConflict', 'ProtocolConflict'],
    ]);
    expect(reasons([[tcp(), tcp()]])).toEqual([['ProtocolConflict', 'ProtocolConflict']]);
  });

  test('for UDP are in the way of UDP only', () => {
    expect(reasons([[udp(53), tcp(53)]])).toEqual([[null, null]]);
    expect(reasons([[udp(53), udp(53)]])).toEqual([['ProtocolConflict', 'ProtocolConflict']]);
  });

  test('for HTTPS and TLS share a port by hostname', () => {
    expect(reasons([[https('a.com'), tls('Passthrough', 'b.com')]])).toEqual([[null, null]]);
    expect(reasons([[https('a.com'), tls('Passthrough', 'a.com')]])).toEqual([
      ['HostnameConflict', 'HostnameConflict'],
    ]);
  });

  test('that end TLS and that pass it through need a controller that can do both', () => {
    const mixed = [[tls('Terminate', 'a.com'), tls('Passthrough', 'b.com'), https('c.com')]];
    expect(reasons(mixed)).toEqual([[null, null, null]]);
    expect(reasons(mixed, { mixedTlsModes: false })).toEqual([
      ['ProtocolConflict', 'ProtocolConflict', null],
    ]);
  });

  test('on different ports are not in each other’s way', () => {
    expect(reasons([[http('a.com', 80), http('a.com', 8080), tcp(9000)]])).toEqual([[null, null, null]]);
  });

  test('whose port the implementation chooses conflict with none', () => {
    expect(reasons([[http('', 0), tcp(0)]])).toEqual([[null, null]]);
  });
});

describe('listeners of several owners', () => {
  test('keep what they have from those of lower precedence', () => {
    expect(reasons([[http('b.com')], [http('b.com'), http('c.com')], [http('c.com')]])).toEqual([
      [null],
      ['HostnameConflict', null],
      ['HostnameConflict'],
    ]);
    expect(reasons([[http()], [tcp()]])).toEqual([[null], ['ProtocolConflict']]);
  });

  test('that lost to a higher tier take nothing from anybody', () => {
    expect(reasons([[http('a.com')], [tcp()], [http('b.com')]])).toEqual([
      [null],
      ['ProtocolConflict'],
      [null],
    ]);
    expect(reasons([[http('a.com')], [tcp(), http('b.com')]])).toEqual([[null], ['ProtocolConflict', null]]);
  });

  test('lose to listeners that lost among themselves', () => {
    expect(reasons([[http('a.com'), http('a.com')], [http('a.com')]])).toEqual([
      ['HostnameConflict', 'HostnameConflict'],
      ['HostnameConflict'],
    ]);
  });

  test('do not learn from a message what others hold', () => {
    const winner = listener({ name: 'secret-listener', hostname: 'a.com' });
    const loser = http('a.com');
    const conflict = listenerConflicts([[winner], [loser]], MIXED).get(loser);
    expect(conflict?.message).not.toContain('secret-listener');
  });
});

describe('conflicts', () => {
  const any = fc.record({
    protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'),
    port: fc.constantFrom(80, 443),
    hostname: fc.constantFrom('', 'a.com', '*.a.com'),
  });

  test('do not depend on the order within a tier', () => {
    fc.assert(
      fc.property(fc.array(fc.array(any, { maxLength: 4 }), { maxLength: 3 }), (tiers) => {
        const listeners = tiers.map((tier) =>
          tier.map((fields) =>
            listener(
              fields.protocol === 'TCP' || fields.protocol === 'UDP' ? { ...fields, hostname: '' } : fields,
            ),
          ),
        );
        const reversed = listeners.map((tier) => tier.toReversed());
        expect(reasons(reversed).map((tier) => tier.toReversed())).toEqual(reasons(listeners));
      }),
    );
  });
});
