import { describe, expect, it } from 'vitest';
import type { AttachedRoute } from '../../../src/gatewayapi/routing/routed-listener.ts';
import { attached, listener, pattern, prefix, rule } from './build-routes.ts';
import { receivers, simulate } from './simulate-in-memory.ts';

const call = (service?: string, method?: string, type?: string) => ({ method: { service, method, type } });
const grpc = (name: string, rules: Parameters<typeof attached>[1] = {}) =>
  attached(name, { kind: 'GRPCRoute', ...rules });

function answer(routes: readonly AttachedRoute[], path: string, headers = {}): string | number {
  const sent = Object.entries(headers).map(([name, value]) => ({ name, value: String(value) }));
  const simulation = simulate({ listeners: [listener(routes)] }, { scheme: 'GRPC', path, headers: sent });
  return receivers(simulation)[0] ?? simulation.statusCode ?? 'nothing';
}

describe('gRPC methods', () => {
  const routes = [
    grpc('r', {
      rules: [
        rule('all'),
        rule('method', call(undefined, 'Echo')),
        rule('service', call('shop.Cart')),
        rule('both', call('shop.Cart', 'Echo')),
        rule('header', { ...call('shop.Cart', 'Echo'), headers: [{ name: 'canary', value: '1' }] }),
      ],
    }),
  ];

  it.each([
    ['/shop.Cart/Echo', 'both'],
    ['/shop.Cart/Add', 'service'],
    ['/shop.Other/Echo', 'method'],
    ['/shop.Other/Add', 'all'],
    ['/shop.cart/Echo', 'method'],
    ['/anything', 'all'],
    ['/a/b/c', 'all'],
  ])('%s goes to the longest service, then the longest method: %s', (path, backend) => {
    expect(answer(routes, path)).toBe(backend);
  });

  it('headers break what ties', () => {
    expect(answer(routes, '/shop.Cart/Echo', { Canary: '1' })).toBe('header');
  });

  it('no match is UNIMPLEMENTED', () => {
    expect(answer([grpc('r', { rules: [rule('cart', call('shop.Cart'))] })], '/shop.Other/X')).toBe(12);
    expect(answer([grpc('r')], '/shop.Other/X')).toBe(12);
    expect(answer([], '/shop.Other/X')).toBe(12);
  });

  it('backends that are all broken are UNAVAILABLE', () => {
    const route = grpc('r', { rules: [{ backendRefs: [{ name: 'missing' }] }] });
    const { outcome, statusCode } = simulate(
      { listeners: [listener([route])] },
      { scheme: 'GRPC', path: '/a/b' },
    );
    expect({ outcome, statusCode }).toEqual({ outcome: 'INVALID_BACKEND', statusCode: 14 });
  });

  it('regular expressions match whole services and methods, after exact names', () => {
    const rules = [
      rule('pattern', call('shop\\..*', 'E.*', 'RegularExpression')),
      rule('exact', call('shop.Cart')),
      rule('odd', call('shop.Odd', undefined, 'Glob')),
    ];
    const own = [grpc('r', { rules })];
    expect(answer(own, '/shop.Cart/Echo')).toBe('exact');
    expect(answer(own, '/shop.Other/Echo')).toBe('pattern');
    expect(answer(own, '/shop.Other/XEcho')).toBe(12);
    expect(answer(own, '/shop.Odd/X')).toBe(12);
  });

  it('the call is a POST, whatever method is asked for', () => {
    const simulation = simulate(
      { listeners: [listener(routes)] },
      { scheme: 'GRPC', path: '/shop.Cart/Echo', method: 'GET' },
    );
    expect(simulation.request).toMatchObject({ scheme: 'http', method: 'POST', path: '/shop.Cart/Echo' });
  });
});

describe('GRPCRoutes and HTTPRoutes on one listener', () => {
  it('an HTTPRoute serves a call by its path', () => {
    const http = attached('h', { rules: [rule('http', prefix('/shop.Cart', { method: 'POST' }))] });
    expect(answer([http], '/shop.Cart/Echo')).toBe('http');
  });

  it('on one hostname the GRPCRoute goes first, which is said to be an assumption', () => {
    const routes = [
      attached('h', { rules: [rule('http', pattern('/shop.Cart/Echo'))] }),
      grpc('g', { rules: [rule('grpc')] }),
    ];
    expect(answer(routes, '/shop.Cart/Echo')).toBe('grpc');
    const { opaque } = simulate({ listeners: [listener(routes)] }, { scheme: 'GRPC', path: '/a/b' });
    expect(opaque.join()).toContain('GRPCRoutes are assumed');
  });

  it('the more specific hostname goes first, whatever the kind', () => {
    const routes = [
      attached('h', { hostnames: ['a.com'], rules: [rule('http')] }),
      grpc('g', { hostnames: ['*.com', ''], rules: [rule('grpc')] }),
    ];
    const simulation = simulate(
      { listeners: [listener(routes)] },
      { scheme: 'GRPC', host: 'a.com', path: '/a/b' },
    );
    expect(receivers(simulation)).toEqual(['http']);
  });

  it('a GRPCRoute does not serve HTTP', () => {
    const { outcome } = simulate({ listeners: [listener([grpc('g', { rules: [rule('grpc')] })])] });
    expect(outcome).toBe('NO_ROUTE');
  });
});
