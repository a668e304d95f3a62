import { describe, expect, it } from 'vitest';
import type { RequestInput } from '../../../src/gatewayapi/routing/sent-request.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { attached, exact, listener, prefix, rule } from './build-routes.ts';
import { receivers, simulate } from './simulate-in-memory.ts';

/** A request to a route whose one rule has these filters, and a match that is `/` unless it says otherwise. */
function filtered(filters: readonly JsonObject[], sent: Partial<RequestInput> = {}, match = prefix('/')) {
  return simulate(
    { listeners: [listener([attached('r', { rules: [rule('app', match, { filters })] })])] },
    sent,
  );
}

type Pair = { readonly name: string; readonly value: string };

const headers = (pairs: { readonly [name: string]: string }): Pair[] =>
  Object.entries(pairs).map(([name, value]) => ({ name, value }));

const requestHeaders = (settings: JsonObject) => ({
  type: 'RequestHeaderModifier',
  requestHeaderModifier: settings,
});
const responseHeaders = (settings: JsonObject) => ({
  type: 'ResponseHeaderModifier',
  responseHeaderModifier: settings,
});

describe('RequestHeaderModifier', () => {
  const forwarded = (settings: JsonObject, sent: Pair[]) =>
    filtered([requestHeaders(settings)], { headers: sent }).request?.headers;

  it('set overwrites, and creates what is absent', () => {
    const settings = { set: [{ name: 'X-Set', value: 'new' }] };
    expect(forwarded(settings, headers({ other: '1', 'x-set': 'old' }))).toEqual(
      headers({ other: '1', 'X-Set': 'new' }),
    );
    expect(forwarded(settings, [])).toEqual(headers({ 'X-Set': 'new' }));
  });

  it('add appends behind a comma', () => {
    const settings = { add: [{ name: 'X-Add', value: 'new' }] };
    expect(forwarded(settings, headers({ 'x-add': 'old' }))).toEqual(headers({ 'X-Add': 'old,new' }));
    expect(forwarded(settings, [])).toEqual(headers({ 'X-Add': 'new' }));
  });

  it('remove deletes, whatever the case', () => {
    expect(forwarded({ remove: ['X-Remove'] }, headers({ 'x-remove': '1', keep: '2' }))).toEqual(
      headers({ keep: '2' }),
    );
  });

  it('of equivalent names in a list the first counts', () => {
    const settings = { set: headers({ a: '1', A: '2' }) };
    expect(forwarded(settings, [])).toEqual(headers({ a: '1' }));
  });

  it('Host is no header: it is kept apart', () => {
    const simulation = filtered([], { headers: headers({ Host: 'shop.example.com', a: '1' }) });
    expect(simulation.request).toMatchObject({ host: 'shop.example.com', headers: headers({ a: '1' }) });
  });
});

describe('ResponseHeaderModifier', () => {
  it('says what is set, added and removed', () => {
    const { responseHeaders: changes } = filtered([
      responseHeaders({ set: headers({ a: '1' }), add: headers({ b: '2' }), remove: ['c'] }),
    ]);
    expect(changes).toEqual({ set: headers({ a: '1' }), add: headers({ b: '2' }), remove: ['c'] });
  });

  it('several become one that does the same', () => {
    const { responseHeaders: changes } = filtered([
      responseHeaders({ set: headers({ a: '1', b: '1' }), remove: ['c', 'd'] }),
      responseHeaders({ set: headers({ D: '2' }), add: headers({ A: '2', c: '3', e: '4' }), remove: ['B'] }),
    ]);
    expect(changes).toEqual({
      set: headers({ D: '2', a: '1,2', c: '3' }),
      add: headers({ e: '4' }),
      remove: ['B'],
    });
  });
});

describe('URLRewrite', () => {
  const rewrite = (settings: JsonObject) => ({ type: 'URLRewrite', urlRewrite: settings });
  const replacePrefix = (value: string) =>
    rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: value } });

  it.each([
    ['/foo/bar', '/foo', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo', '/xyz/', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz', '/xyz/bar'],
    ['/foo/bar', '/foo/', '/xyz/', '/xyz/bar'],
    ['/foo', '/foo', '/xyz', '/xyz'],
    ['/foo/', '/foo', '/xyz', '/xyz/'],
    ['/foo/bar', '/foo', '', '/bar'],
    ['/foo/', '/foo', '', '/'],
    ['/foo', '/foo', '', '/'],
    ['/foo/bar', '/foo', '/', '/bar'],
    ['/foo/', '/foo', '/', '/'],
    ['/foo', '/foo', '/', '/'],
    ['/strip-prefix/three', '/strip-prefix', '/', '/three'],
    ['/a', '/', '/x', '/x/a'],
  ])('%s with prefix %s replaced by "%s" is %s', (path, matched, value, expected) => {
    expect(filtered([replacePrefix(value)], { path }, prefix(matched)).request?.path).toBe(expected);
  });

  it('the query stays', () => {
    const { request } = filtered([replacePrefix('/x')], { path: '/foo/a?b=c' }, prefix('/foo'));
    expect(request?.path).toBe('/x/a?b=c');
  });

  it('a full path replaces all of it, a hostname the Host', () => {
    const { request } = filtered(
      [
        rewrite({
          hostname: 'inner.example.com',
          path: { type: 'ReplaceFullPath', replaceFullPath: '/one' },
        }),
      ],
      { host: 'shop.example.com:8080', path: '/full/one/two?x' },
    );
    expect(request).toMatchObject({ host: 'inner.example.com', path: '/one?x' });
  });

  it('a prefix that no match compared leaves the path, with a note', () => {
    const { request, opaque } = filtered([replacePrefix('/x')], { path: '/foo' }, exact('/foo'));
    expect(request?.path).toBe('/foo');
    expect(opaque.join()).toContain('rewritten');
  });

  it('matching looks at the path before it is rewritten', () => {
    const rules = [
      rule('app', prefix('/foo'), { filters: [replacePrefix('/bar')] }),
      rule('bar', prefix('/bar')),
    ];
    const simulation = simulate({ listeners: [listener([attached('r', { rules })])] }, { path: '/foo' });
    expect(receivers(simulation)).toEqual(['app']);
  });
});

describe('RequestRedirect', () => {
  const redirect = (settings: JsonObject = {}) => ({ type: 'RequestRedirect', requestRedirect: settings });

  function location(
    settings: JsonObject,
    { port = 80, protocol = 'HTTP' }: { port?: number; protocol?: string } = {},
  ) {
    const route = attached('r', { rules: [{ filters: [redirect(settings)] }] });
    const simulation = simulate(
      { listeners: [listener([route], { port, protocol })], port },
      { scheme: protocol === 'HTTPS' ? 'HTTPS' : 'HTTP', host: `example.org:${port}`, path: '/a?b=c' },
    );
    return simulation.redirect?.location;
  }

  it('is 302 to the same place with what it names changed', () => {
    const {
      outcome,
      statusCode,
      redirect: to,
      backends,
    } = filtered([redirect({ hostname: 'example.org' })], {
      host: 'shop.example.com',
      path: '/a?b=c',
    });
    expect({ outcome, statusCode, to, backends }).toEqual({
      outcome: 'REDIRECTED',
      statusCode: 302,
      to: {
        statusCode: 302,
        location: 'http://example.org/a?b=c',
        scheme: 'http',
        host: 'example.org',
        port: undefined,
        path: '/a',
      },
      backends: [],
    });
  });

  it('without a known host there is no location, but its parts', () => {
    const to = filtered([redirect({ scheme: 'https', statusCode: 301 })], { path: '/a' }).redirect;
    expect(to).toMatchObject({ statusCode: 301, scheme: 'https', path: '/a' });
    expect([to?.location, to?.host, to?.port]).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    [8080, 'HTTP', {}, 'http://example.org:8080/a?b=c'],
    [8080, 'HTTP', { scheme: 'https' }, 'https://example.org/a?b=c'],
    [80, 'HTTP', { port: 80 }, 'http://example.org/a?b=c'],
    [80, 'HTTP', { port: 8083 }, 'http://example.org:8083/a?b=c'],
    [80, 'HTTP', { scheme: 'https', port: 443 }, 'https://example.org/a?b=c'],
    [80, 'HTTP', { scheme: 'https', port: 80 }, 'https://example.org:80/a?b=c'],
    [443, 'HTTPS', { scheme: 'http' }, 'http://example.org/a?b=c'],
    [443, 'HTTPS', {}, 'https://example.org/a?b=c'],
    [8443, 'HTTPS', {}, 'https://example.org:8443/a?b=c'],
  ])('from port %i (%s) with %o it goes to %s', (port, protocol, settings, expected) => {
    expect(location(settings, { port, protocol })).toBe(expected);
  });

  it('replaces paths as a rewrite does', () => {
    const path = { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new' };
    expect(filtered([redirect({ path })], { path: '/old/x' }, prefix('/old')).redirect?.path).toBe('/new/x');
    const full = { type: 'ReplaceFullPath', replaceFullPath: '/full' };
    expect(filtered([redirect({ path: full })], { path: '/old/x' }).redirect?.path).toBe('/full');
  });

  it('goes before backends and ends the filters', () => {
    const simulation = filtered([redirect(), requestHeaders({ set: headers({ a: '1' }) })], {
      host: 'a.com',
    });
    expect(simulation.outcome).toBe('REDIRECTED');
    expect(simulation.request).toBeUndefined();
  });
});

describe('RequestMirror', () => {
  const mirror = (name: string, more: JsonObject = {}) => ({
    type: 'RequestMirror',
    requestMirror: { backendRef: { name, port: 80 }, ...more },
  });
  const fraction = (more: JsonObject) => filtered([mirror('copy', more)]).mirrors[0]?.fraction;

  it('is for every request, a percentage or a fraction of them', () => {
    expect([
      fraction({}),
      fraction({ percent: 20 }),
      fraction({ percent: 0 }),
      fraction({ fraction: { numerator: 50 } }),
      fraction({ fraction: { numerator: 1, denominator: 8 } }),
    ]).toEqual([1, 0.2, 0, 0.5, 0.125]);
  });

  it('several each get their copy, beside the backend', () => {
    const simulation = filtered([mirror('one'), mirror('two')]);
    expect(simulation.mirrors.map(({ target, port }) => [target.name, port])).toEqual([
      ['one', 80],
      ['two', 80],
    ]);
    expect(receivers(simulation)).toEqual(['app']);
  });

  it('a broken one is dropped and the request goes its way', () => {
    const simulation = filtered([mirror('missing')]);
    expect(simulation.outcome).toBe('FORWARDED');
    expect(simulation.mirrors).toMatchObject([{ fraction: 0, resolution: { reason: 'BackendNotFound' } }]);
  });

  it('of one backend gets the share of that backend', () => {
    const backendRefs = [
      { name: 'a', weight: 3 },
      { name: 'b', filters: [mirror('copy', { percent: 50 })] },
    ];
    const route = attached('r', { rules: [{ backendRefs }] });
    expect(simulate({ listeners: [listener([route])] }).mirrors).toMatchObject([{ fraction: 0.125 }]);
  });
});

describe('filters that only an implementation knows', () => {
  it('an extension is named, and the request goes on', () => {
    const extensionRef = { group: 'example.com', kind: 'Limit', name: 'limit' };
    const simulation = filtered([{ type: 'ExtensionRef', extensionRef }]);
    expect(simulation.outcome).toBe('FORWARDED');
    expect(simulation.opaque).toEqual(['what Limit.example.com shop/limit (ExtensionRef) does']);
  });

  it('an extension that is not there fails every request: it is never skipped', () => {
    const extensionRef = { group: 'example.com', kind: 'Limit', name: 'missing' };
    const { outcome, statusCode, message } = filtered([{ type: 'ExtensionRef', extensionRef }]);
    expect({ outcome, statusCode }).toEqual({ outcome: 'RESPONDED', statusCode: 500 });
    expect(message).toContain('ExtensionRef');
  });

  it('an authorization server may say no, and fails closed when it is not there', () => {
    const auth = (name: string) => ({
      type: 'ExternalAuth',
      externalAuth: { backendRef: { name, port: 80 } },
    });
    expect(filtered([auth('auth')]).opaque).toEqual([
      'whether Service shop/auth (ExternalAuth) lets the request pass',
    ]);
    expect(filtered([auth('missing')])).toMatchObject({ outcome: 'RESPONDED', statusCode: 500 });
    expect(filtered([{ type: 'ExternalAuth' }])).toMatchObject({ outcome: 'RESPONDED', statusCode: 500 });
  });

  it('a type that is not known is named', () => {
    expect(filtered([{ type: 'toString' }]).opaque).toEqual(['what a filter of type "toString" does']);
  });
});

describe('what a rule declares', () => {
  it('timeouts, retries and sessions are told as they are', () => {
    const more = {
      timeouts: { request: '10s', backendRequest: '0s' },
      retry: { codes: [500, 503], attempts: 3, backoff: '100ms' },
      sessionPersistence: { type: 'Header' },
    };
    const route = attached('r', { rules: [rule('app', {}, more)] });
    const simulation = simulate({ listeners: [listener([route])] });
    expect(simulation.timeouts).toEqual({ request: '10s', backendRequest: '0s' });
    expect(simulation.retry).toEqual({ codes: [500, 503], attempts: 3, backoff: '100ms' });
    expect(simulation.opaque.join()).toContain('sessionPersistence by Header');
  });
});
