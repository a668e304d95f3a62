import { describe, expect, it } from 'vitest';
import { attached, listener, prefix, rule } from './build-routes.ts';
import { receivers, simulate, simulateMesh } from './simulate-in-memory.ts';

describe('a mesh', () => {
  it('leaves a Service alone that no route stands before', () => {
    const simulation = simulateMesh({ routes: [], port: 8080 }, { host: 'cart:8080', path: '/x?y' });
    expect(simulation).toMatchObject({
      outcome: 'FORWARDED',
      backends: [{ target: { kind: 'Service', namespace: 'shop', name: 'cart' }, port: 8080, share: 1 }],
      request: { host: 'cart:8080', path: '/x?y' },
    });
  });

  it('answers 404 where routes stand before it and none matches', () => {
    const routes = [attached('r', { rules: [rule('v2', prefix('/v2'))] })];
    expect(simulateMesh({ routes }, { path: '/v2' }).outcome).toBe('FORWARDED');
    expect(simulateMesh({ routes }, { path: '/' })).toMatchObject({ outcome: 'NO_ROUTE', statusCode: 404 });
  });

  it('matches whatever Host is sent', () => {
    const routes = [attached('r', { rules: [rule('app')] })];
    expect(receivers(simulateMesh({ routes }, { host: 'elsewhere.org' }))).toEqual(['app']);
  });

  it('consumer routes replace those of the producer, for clients of their namespace only', () => {
    const routes = [
      attached('producer', { rules: [rule('producer')] }),
      attached('consumer', { namespace: 'web', rules: [rule('consumer', prefix('/c'))] }),
    ];
    const from = (clientNamespace: string, path: string) =>
      simulateMesh({ routes, clientNamespace }, { path });
    expect(receivers(from('web', '/c'))).toEqual(['consumer']);
    expect(from('web', '/').outcome).toBe('NO_ROUTE');
    expect(receivers(from('other', '/c'))).toEqual(['producer']);
    expect(receivers(from('shop', '/c'))).toEqual(['producer']);
  });

  it('of several kinds GRPCRoutes go before HTTPRoutes, TLSRoutes and TCPRoutes', () => {
    const of = (kind: string) =>
      attached(kind, { kind, rules: [{ backendRefs: [{ name: kind, port: 80 }] }] });
    const kinds = ['TCPRoute', 'TLSRoute', 'HTTPRoute', 'GRPCRoute'];
    const winner = (count: number, scheme: 'HTTP' | 'GRPC' | 'TLS' | 'TCP') =>
      receivers(simulateMesh({ routes: kinds.slice(0, count).map(of) }, { scheme, path: '/a/b' }))[0];
    expect(winner(4, 'GRPC')).toBe('GRPCRoute');
    expect(winner(4, 'HTTP')).toBeUndefined();
    expect(winner(3, 'HTTP')).toBe('HTTPRoute');
    expect(winner(3, 'TLS')).toBeUndefined();
    expect(winner(2, 'TLS')).toBe('TLSRoute');
    expect(winner(1, 'TCP')).toBe('TCPRoute');
    expect(winner(1, 'HTTP')).toBe('TCPRoute');
  });

  it('UDP is apart from the rest', () => {
    const routes = [
      attached('http', { rules: [rule('http')] }),
      attached('udp', { kind: 'UDPRoute', rules: [{ backendRefs: [{ name: 'udp', port: 80 }] }] }),
    ];
    expect(receivers(simulateMesh({ routes }, { scheme: 'UDP' }))).toEqual(['udp']);
    expect(receivers(simulateMesh({ routes }))).toEqual(['http']);
  });

  it('reading requests inside TLS is said to be up to the mesh', () => {
    const routes = [attached('http', { rules: [rule('http')] })];
    const { opaque } = simulateMesh({ routes }, { scheme: 'HTTPS', host: 'cart' });
    expect(opaque.join()).toContain('inside a TLS connection');
  });

  it('redirects go to the port of the Service', () => {
    const filters = [{ type: 'RequestRedirect', requestRedirect: { statusCode: 303 } }];
    const routes = [attached('r', { rules: [{ filters }] })];
    const { redirect } = simulateMesh({ routes, port: 8080 }, { host: 'cart' });
    expect(redirect).toMatchObject({ statusCode: 303, location: 'http://cart:8080/' });
  });

  it('a gateway is no mesh: it does not forward what no route matches', () => {
    expect(simulate({ listeners: [listener([])] }).outcome).toBe('NO_ROUTE');
  });
});
