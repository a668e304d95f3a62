import { describe, expect, it } from 'vitest';
import type { RequestScheme } from '../../../src/gatewayapi/routing/sent-request.ts';
import { attached, listener, rule } from './build-routes.ts';
import { receivers, simulate } from './simulate-in-memory.ts';

const route = (kind: string, name: string, more: Parameters<typeof attached>[1] = {}) =>
  attached(name, { kind, rules: [{ backendRefs: [{ name, port: 443 }] }], ...more });

describe('TLSRoutes', () => {
  const tls = (name: string, ...hostnames: string[]) => route('TLSRoute', name, { hostnames });
  const passthrough = listener(
    [tls('named', 'abc.example.com'), tls('wild', '*.example.com'), tls('deep', '*.deep.example.com')],
    { port: 443, protocol: 'TLS', hostname: '*.com', tlsMode: 'Passthrough' },
  );

  it.each([
    ['abc.example.com', 'named'],
    ['other.example.com', 'wild'],
    ['a.b.example.com', 'wild'],
    ['x.deep.example.com', 'deep'],
  ])('SNI %s goes to the most specific name: %s', (sni, backend) => {
    const simulation = simulate({ listeners: [passthrough] }, { scheme: 'TLS', sni });
    expect(simulation).toMatchObject({ outcome: 'FORWARDED', request: undefined, statusCode: undefined });
    expect(receivers(simulation)).toEqual([backend]);
  });

  it('SNI that no route or no listener is for ends the connection without a status', () => {
    const ended = (sni?: string) => {
      const { outcome, statusCode } = simulate({ listeners: [passthrough] }, { scheme: 'TLS', sni });
      return [outcome, statusCode];
    };
    expect(ended('non.matching.com')).toEqual(['NO_ROUTE', undefined]);
    expect(ended('non.matching.org')).toEqual(['NO_LISTENER', undefined]);
    expect(ended()).toEqual(['NO_LISTENER', undefined]);
  });

  it('an HTTPS client passes as it is; the gateway does not see its Host', () => {
    const simulation = simulate(
      { listeners: [passthrough] },
      { scheme: 'HTTPS', sni: 'abc.example.com', host: 'elsewhere.org', path: '/x' },
    );
    expect(receivers(simulation)).toEqual(['named']);
    expect(simulation.request).toMatchObject({ scheme: 'https', host: 'elsewhere.org', path: '/x' });
  });

  it('HTTPS and TLS listeners share a port by SNI', () => {
    const https = listener([attached('web', { rules: [rule('web')] })], {
      name: 'https',
      port: 443,
      protocol: 'HTTPS',
      hostname: 'web.com',
    });
    const listeners = [https, passthrough];
    expect(receivers(simulate({ listeners }, { scheme: 'HTTPS', host: 'web.com' }))).toEqual(['web']);
    expect(receivers(simulate({ listeners }, { scheme: 'HTTPS', host: 'abc.example.com' }))).toEqual([
      'named',
    ]);
    expect(simulate({ listeners }, { scheme: 'TLS', sni: 'web.com' }).outcome).toBe('NO_ROUTE');
  });

  it('of one name the older route wins', () => {
    const routes = [
      route('TLSRoute', 'young', { hostnames: ['a.com'], created: '2026-02-01T00:00:00Z' }),
      route('TLSRoute', 'old', { hostnames: ['a.com'], created: '2026-01-01T00:00:00Z' }),
    ];
    const terminate = listener(routes, { port: 8443, protocol: 'TLS', tlsMode: 'Terminate' });
    expect(receivers(simulate({ listeners: [terminate] }, { scheme: 'TLS', sni: 'a.com' }))).toEqual(['old']);
  });

  it('a TCPRoute on a TLS listener takes what no TLSRoute is for', () => {
    const both = listener([route('TCPRoute', 'raw'), tls('named', 'a.com')], { port: 443, protocol: 'TLS' });
    const sent = (sni: string) => receivers(simulate({ listeners: [both] }, { scheme: 'TLS', sni }));
    expect([sent('a.com'), sent('b.com')]).toEqual([['named'], ['raw']]);
  });
});

describe.each([
  ['TCPRoute', 'TCP'],
  ['UDPRoute', 'UDP'],
])('%ss', (kind, protocol) => {
  const scheme = protocol as RequestScheme;

  it('the oldest has the listener, whatever its name', () => {
    const routes = [
      route(kind, 'a-young', { created: '2026-02-01T00:00:00Z' }),
      route(kind, 'z-old', { created: '2026-01-01T00:00:00Z' }),
    ];
    const simulation = simulate({ listeners: [listener(routes, { port: 9000, protocol })] }, { scheme });
    expect(receivers(simulation)).toEqual(['z-old']);
    expect(simulation.request).toBeUndefined();
  });

  it('backends share by weight', () => {
    const rules = [
      {
        backendRefs: [
          { name: 'a', weight: 7 },
          { name: 'b', weight: 3 },
          { name: 'c', weight: 0 },
        ],
      },
    ];
    const routes = [route(kind, 'r', { rules })];
    const { backends } = simulate({ listeners: [listener(routes, { port: 9000, protocol })] }, { scheme });
    expect(backends.map(({ share }) => share)).toEqual([0.7, 0.3, 0]);
  });

  it('a broken backend refuses or drops, without a status', () => {
    const ended = (name: string) => {
      const routes = [route(kind, 'r', { rules: [{ backendRefs: [{ name }] }] })];
      const { outcome, statusCode, backends } = simulate(
        { listeners: [listener(routes, { port: 9000, protocol })] },
        { scheme },
      );
      return [outcome, statusCode, backends[0]?.statusCode];
    };
    expect(ended('missing')).toEqual(['INVALID_BACKEND', undefined, undefined]);
    expect(ended('empty')).toEqual(['INVALID_BACKEND', undefined, undefined]);
  });

  it('rules after the first are said to be unknown', () => {
    const rules = [{ backendRefs: [{ name: 'a' }] }, { backendRefs: [{ name: 'b' }] }];
    const routes = [route(kind, 'r', { rules })];
    const simulation = simulate({ listeners: [listener(routes, { port: 9000, protocol })] }, { scheme });
    expect(receivers(simulation)).toEqual(['a']);
    expect(simulation.opaque.join()).toContain('only the first is simulated');
  });

  it('the other transport has no listener there', () => {
    const other = protocol === 'TCP' ? 'UDP' : 'TCP';
    const listeners = [listener([route(kind, 'r')], { port: 9000, protocol })];
    expect(simulate({ listeners }, { scheme: other }).outcome).toBe('NO_LISTENER');
  });
});
