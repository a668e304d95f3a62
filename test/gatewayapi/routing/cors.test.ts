import { describe, expect, it } from 'vitest';
import { originAllowed } from '../../../src/gatewayapi/routing/cors-origin.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { attached, listener, rule } from './build-routes.ts';
import { simulate } from './simulate-in-memory.ts';

interface Sent {
  readonly origin?: string;
  readonly method?: string;
  readonly wants?: { readonly method?: string; readonly headers?: string };
}

function send(cors: JsonObject, { origin, method = 'GET', wants = {} }: Sent) {
  const headers = [
    ...(origin === undefined ? [] : [{ name: 'Origin', value: origin }]),
    ...(wants.method === undefined ? [] : [{ name: 'access-control-request-method', value: wants.method }]),
    ...(wants.headers === undefined
      ? []
      : [{ name: 'Access-Control-Request-Headers', value: wants.headers }]),
  ];
  const route = attached('r', { rules: [rule('app', {}, { filters: [{ type: 'CORS', cors }] })] });
  const simulation = simulate({ listeners: [listener([route])] }, { method, headers });
  const set = simulation.responseHeaders?.set ?? [];
  const answered = Object.fromEntries(
    set.map(({ name, value }) => [name.replace('Access-Control-', ''), value]),
  );
  return { outcome: simulation.outcome, statusCode: simulation.statusCode, answered };
}

const preflight = (cors: JsonObject, origin: string, wants: Sent['wants'] = { method: 'PUT' }) =>
  send(cors, { origin, method: 'OPTIONS', wants });

describe('a preflight', () => {
  const full = {
    allowOrigins: ['https://www.foo.com', 'https://*.bar.com'],
    allowMethods: ['GET', 'OPTIONS'],
    allowHeaders: ['x-header-1', 'x-header-2'],
    exposeHeaders: ['x-header-3'],
    allowCredentials: true,
    maxAge: 3600,
  };

  it('is answered by the gateway with what is allowed', () => {
    expect(preflight(full, 'https://xpto.www.bar.com', { method: 'GET', headers: 'x-header-1' })).toEqual({
      outcome: 'RESPONDED',
      statusCode: 204,
      answered: {
        'Allow-Origin': 'https://xpto.www.bar.com',
        'Allow-Credentials': 'true',
        'Expose-Headers': 'x-header-3',
        'Allow-Methods': 'GET, OPTIONS',
        'Allow-Headers': 'x-header-1, x-header-2',
        'Max-Age': '3600',
      },
    });
  });

  it('from another origin is answered without any of it', () => {
    const { outcome, answered } = preflight(full, 'https://foobar.com');
    expect({ outcome, answered }).toEqual({ outcome: 'RESPONDED', answered: {} });
  });

  it('with wildcards and credentials names what was asked for', () => {
    const cors = {
      allowOrigins: ['*'],
      allowMethods: ['*'],
      allowHeaders: ['*'],
      exposeHeaders: ['*'],
      allowCredentials: true,
    };
    expect(preflight(cors, 'https://a.com', { method: 'PUT', headers: 'a, b' }).answered).toEqual({
      'Allow-Origin': 'https://a.com',
      'Allow-Credentials': 'true',
      'Allow-Methods': 'PUT',
      'Allow-Headers': 'a, b',
      'Max-Age': '5',
    });
    expect(preflight(cors, 'https://a.com').answered).not.toHaveProperty('Allow-Headers');
  });

  it('with wildcards and no credentials keeps them', () => {
    const cors = { allowOrigins: ['*'], allowMethods: ['*'], allowHeaders: ['*'] };
    expect(preflight(cors, 'https://a.com').answered).toEqual({
      'Allow-Origin': '*',
      'Allow-Methods': '*',
      'Allow-Headers': '*',
      'Max-Age': '5',
    });
  });

  it('is one only as OPTIONS with an Origin and a method that is asked for', () => {
    expect(send(full, { method: 'OPTIONS', origin: 'https://www.foo.com' }).outcome).toBe('FORWARDED');
    expect(send(full, { method: 'OPTIONS', wants: { method: 'GET' } }).outcome).toBe('FORWARDED');
    expect(send(full, { origin: 'https://www.foo.com', wants: { method: 'GET' } }).outcome).toBe('FORWARDED');
  });
});

describe('an actual request', () => {
  const cors = { allowOrigins: ['https://www.foo.com'], exposeHeaders: ['x'], allowMethods: ['PUT'] };

  it('is forwarded, and its response names the origin', () => {
    expect(send(cors, { origin: 'https://www.foo.com' })).toEqual({
      outcome: 'FORWARDED',
      statusCode: undefined,
      answered: { 'Allow-Origin': 'https://www.foo.com', 'Expose-Headers': 'x' },
    });
  });

  it('from another origin, or none, is forwarded without headers', () => {
    expect(send(cors, { origin: 'https://foobar.com' })).toMatchObject({
      outcome: 'FORWARDED',
      answered: {},
    });
    expect(send(cors, {})).toMatchObject({ outcome: 'FORWARDED', answered: {} });
  });
});

describe('origins', () => {
  it.each([
    ['https://www.foo.com', 'https://www.foo.com', true],
    ['https://WWW.foo.com', 'https://www.foo.com', true],
    ['https://www.foo.com:443', 'https://www.foo.com', true],
    ['http://www.foo.com', 'http://www.foo.com:80', true],
    ['http://www.foo.com', 'https://www.foo.com', false],
    ['https://www.foo.com:8443', 'https://www.foo.com', false],
    ['https://a.b.bar.com', 'https://*.bar.com', true],
    ['https://bar.com', 'https://*.bar.com', false],
    ['https://any.org:8080', 'https://*:8080', true],
    ['https://any.org', 'https://*', true],
    ['https://any.org:8080', 'https://*', false],
    ['null', 'https://*', false],
    ['null', '*', true],
  ])('%s against %s: %s', (origin, allowed, expected) => {
    expect(originAllowed(origin, [allowed])).toBe(expected);
  });
});
