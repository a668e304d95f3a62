import { describe, expect, it } from 'vitest';
import type { AttachedRoute } from '../../../src/gatewayapi/routing/routed-listener.ts';
import type { RequestInput } from '../../../src/gatewayapi/routing/sent-request.ts';
import { attached, exact, listener, pattern, prefix, rule } from './build-routes.ts';
import { receivers, simulate } from './simulate-in-memory.ts';

/** The backend that gets the request, or the status that the gateway answers. */
function answer(routes: readonly AttachedRoute[], request: Partial<RequestInput> = {}): string | number {
  const simulation = simulate({ listeners: [listener(routes)] }, request);
  return receivers(simulation)[0] ?? simulation.statusCode ?? 'nothing';
}

describe('paths', () => {
  const v2 = attached('r', { rules: [rule('v2', prefix('/v2'))] });

  it.each(['/v2', '/v2/', '/v2/x', '/v2?x=1'])('prefix /v2 matches %s', (path) => {
    expect(answer([v2], { path })).toBe('v2');
  });

  it.each(['/v2example', '/V2', '/', '/x/v2'])('prefix /v2 does not match %s', (path) => {
    expect(answer([v2], { path })).toBe(404);
  });

  it('a slash at the end of a prefix says nothing', () => {
    const slashed = attached('r', { rules: [rule('v2', prefix('/v2/'))] });
    expect(answer([slashed], { path: '/v2' })).toBe('v2');
    expect(answer([slashed], { path: '/v2/x' })).toBe('v2');
  });

  it('exact paths are compared as they are', () => {
    const two = attached('r', { rules: [rule('two', exact('/two'))] });
    expect(['/two', '/two/', '/Two', '/two?x'].map((path) => answer([two], { path }))).toEqual([
      'two',
      404,
      404,
      'two',
    ]);
  });

  it('an exact path goes before a prefix, whatever their lengths', () => {
    const routes = [
      attached('r', {
        rules: [rule('exact', exact('/match')), rule('prefix', prefix('/match/')), rule('root', prefix('/'))],
      }),
    ];
    expect(['/match', '/match/any', '/x'].map((path) => answer(routes, { path }))).toEqual([
      'exact',
      'prefix',
      'root',
    ]);
  });

  it('regular expressions match the whole path, after exact paths and before prefixes', () => {
    const routes = [
      attached('r', {
        rules: [
          rule('prefix', prefix('/api/v1/users')),
          rule('pattern', pattern('/api/v[0-9]+/.*')),
          rule('exact', exact('/api/v1/users')),
        ],
      }),
    ];
    expect(answer(routes, { path: '/api/v1/users' })).toBe('exact');
    expect(answer(routes, { path: '/api/v1/users/7' })).toBe('pattern');
    expect(answer(routes, { path: '/x/api/v1/users' })).toBe(404);
  });

  it('what a regular expression decides is said to be up to the implementation', () => {
    const routes = [attached('r', { rules: [rule('pattern', pattern('/v[0-9]+'))] })];
    const { opaque } = simulate({ listeners: [listener(routes)] }, { path: '/v1' });
    expect(opaque.join()).toContain('regular expressions');
  });

  it('a rule with a bad regular expression is dropped, all of it', () => {
    const bad = { matches: [prefix('/x'), pattern('(')], backendRefs: [{ name: 'bad', port: 80 }] };
    const routes = [attached('r', { rules: [bad, rule('root')] })];
    expect(answer(routes, { path: '/x' })).toBe('root');
  });

  it('a type of match that is not known never matches', () => {
    const odd = { path: { type: 'Glob', value: '/' } };
    expect(answer([attached('r', { rules: [rule('odd', odd)] })])).toBe(404);
  });

  it('whether the path is decoded or normalized is said to be up to the implementation', () => {
    const listeners = [listener([v2])];
    expect(simulate({ listeners }, { path: '/v2/%2e' }).opaque.join()).toContain('percent-decoded');
    expect(simulate({ listeners }, { path: '/v2//x' }).opaque.join()).toContain('normalized');
    expect(simulate({ listeners }, { path: '/v2/x' }).opaque).toEqual([]);
  });
});

describe('what a route leaves out', () => {
  it('a rule without matches matches everything', () => {
    const routes = [attached('r', { rules: [{ backendRefs: [{ name: 'all', port: 80 }] }] })];
    expect(answer(routes, { path: '/x', method: 'DELETE' })).toBe('all');
  });

  it('an HTTPRoute without rules matches everything and has no backend', () => {
    const { outcome, statusCode } = simulate({ listeners: [listener([attached('r')])] });
    expect({ outcome, statusCode }).toEqual({ outcome: 'INVALID_BACKEND', statusCode: 500 });
  });

  it('a dropped rule does not exist: the request goes to the next best', () => {
    const routes = [
      attached('r', { rules: [rule('dropped', prefix('/a')), rule('root')], droppedRules: [0] }),
    ];
    expect(answer(routes, { path: '/a' })).toBe('root');
  });
});

describe('methods, headers and query parameters', () => {
  it('a method is matched exactly', () => {
    const routes = [attached('r', { rules: [rule('patch', { method: 'PATCH' })] })];
    expect(answer(routes, { method: 'PATCH' })).toBe('patch');
    expect(answer(routes, { method: 'GET' })).toBe(404);
  });

  it('names of headers have no case, their values have', () => {
    const routes = [
      attached('r', { rules: [rule('one', { headers: [{ name: 'Version', value: 'one' }] })] }),
    ];
    const sent = (name: string, value: string) => answer(routes, { headers: [{ name, value }] });
    expect([sent('VERSION', 'one'), sent('version', 'One'), answer(routes)]).toEqual(['one', 404, 404]);
  });

  it('of a header that is listed twice only the first counts', () => {
    const headers = [
      { name: 'version', value: 'one' },
      { name: 'Version', value: 'two' },
    ];
    const routes = [attached('r', { rules: [rule('first', { headers })] })];
    expect(answer(routes, { headers: [{ name: 'version', value: 'one' }] })).toBe('first');
    expect(answer(routes, { headers: [{ name: 'version', value: 'two' }] })).toBe(404);
  });

  it('a header that is sent twice has its values joined by a comma', () => {
    const routes = [attached('r', { rules: [rule('both', { headers: [{ name: 'a', value: '1,2' }] })] })];
    const headers = [
      { name: 'A', value: '1' },
      { name: 'a', value: '2' },
    ];
    expect(answer(routes, { headers })).toBe('both');
  });

  it('all headers of a match have to hold, patterns on the whole value', () => {
    const headers = [
      { name: 'a', value: '1' },
      { name: 'b', value: 'x.*', type: 'RegularExpression' },
    ];
    const routes = [attached('r', { rules: [rule('both', { headers })] })];
    const sent = (b: string) =>
      answer(routes, {
        headers: [
          { name: 'a', value: '1' },
          { name: 'b', value: b },
        ],
      });
    expect([sent('xyz'), sent('wxyz')]).toEqual(['both', 404]);
  });

  it('names of query parameters have case, and the first value of a repeated one counts', () => {
    const routes = [
      attached('r', { rules: [rule('q', { queryParams: [{ name: 'animal', value: 'big cat' }] })] }),
    ];
    const sent = (path: string) => answer(routes, { path });
    expect(sent('/?animal=big%20cat')).toBe('q');
    expect(sent('/?x&animal=big+cat&animal=dog')).toBe('q');
    expect(sent('/?animal=dog&animal=big+cat')).toBe(404);
    expect(sent('/?Animal=big+cat')).toBe(404);
    expect(sent('/?animal=%zz')).toBe(404);
  });
});

describe('precedence', () => {
  it('a longer prefix goes before a method', () => {
    const routes = [
      attached('r', { rules: [rule('path', prefix('/path5')), rule('method', { method: 'PATCH' })] }),
    ];
    expect(answer(routes, { method: 'PATCH', path: '/path5' })).toBe('path');
  });

  it('a method goes before any number of headers', () => {
    const headers = ['a', 'b'].map((name) => ({ name, value: '1' }));
    const routes = [
      attached('r', { rules: [rule('headers', { headers }), rule('method', { method: 'PATCH' })] }),
    ];
    expect(answer(routes, { method: 'PATCH', headers })).toBe('method');
  });

  it('more headers go before more query parameters', () => {
    const routes = [
      attached('r', {
        rules: [
          rule('params', {
            queryParams: [
              { name: 'a', value: '1' },
              { name: 'b', value: '1' },
            ],
          }),
          rule('header', { headers: [{ name: 'h', value: '1' }] }),
          rule('param', { queryParams: [{ name: 'a', value: '1' }] }),
        ],
      }),
    ];
    expect(answer(routes, { path: '/?a=1&b=1', headers: [{ name: 'h', value: '1' }] })).toBe('header');
    expect(answer(routes, { path: '/?a=1&b=1' })).toBe('params');
    expect(answer(routes, { path: '/?a=1' })).toBe('param');
  });

  it('what is compared are the matches that match, not the others of their rules', () => {
    const routes = [
      attached('r', {
        rules: [
          {
            matches: [prefix('/'), { headers: [{ name: 'version', value: 'one' }] }],
            backendRefs: [{ name: 'v1' }],
          },
          {
            matches: [prefix('/v2'), { headers: [{ name: 'version', value: 'two' }] }],
            backendRefs: [{ name: 'v2' }],
          },
        ],
      }),
    ];
    const sent = (path: string, version?: string) =>
      answer(routes, { path, headers: version === undefined ? [] : [{ name: 'version', value: version }] });
    expect([sent('/'), sent('/', 'two'), sent('/v2', 'one'), sent('/x', 'one')]).toEqual([
      'v1',
      'v2',
      'v2',
      'v1',
    ]);
  });

  it('the hostname counts first', () => {
    const routes = [
      attached('any', { hostnames: [''], rules: [rule('any', exact('/a'))] }),
      attached('wide', { hostnames: ['*.com'], rules: [rule('wide', exact('/a'))] }),
      attached('wild', { hostnames: ['*.example.com'], rules: [rule('wild', exact('/a'))] }),
      attached('named', { hostnames: ['shop.example.com'], rules: [rule('named')] }),
    ];
    const sent = (host: string) => answer(routes, { host, path: '/a' });
    expect(['shop.example.com', 'x.example.com', 'example.com', 'a.org'].map(sent)).toEqual([
      'named',
      'wild',
      'wide',
      'any',
    ]);
  });

  it('across routes each hostname of a route stands for itself', () => {
    const routes = [
      attached('one', { hostnames: ['example.com', 'example.net'], rules: [rule('one')] }),
      attached('two', { hostnames: ['example.com'], rules: [rule('two', prefix('/v2'))] }),
    ];
    expect(answer(routes, { host: 'example.net', path: '/v2' })).toBe('one');
    expect(answer(routes, { host: 'example.com', path: '/v2' })).toBe('two');
  });

  it('where no rule on the more specific hostname matches, the less specific one answers, with a note', () => {
    const routes = [
      attached('a', { hostnames: ['foo.com'], rules: [rule('a', prefix('/x'))] }),
      attached('b', { hostnames: ['*.com'], rules: [rule('b')] }),
    ];
    const simulation = simulate({ listeners: [listener(routes)] }, { host: 'foo.com', path: '/y' });
    expect(receivers(simulation)).toEqual(['b']);
    expect(simulation.opaque.join()).toContain('virtual hosts');
    expect(simulate({ listeners: [listener(routes)] }, { host: 'foo.com', path: '/x' }).opaque).toEqual([]);
  });

  it('the older route wins, then namespace and name, then the order of rules and matches', () => {
    const old = attached('z', { created: '2026-01-01T00:00:00Z', rules: [rule('old')] });
    const young = attached('a', { created: '2026-02-01T00:00:00Z', rules: [rule('young')] });
    const unborn = attached('0', { rules: [rule('unborn')] });
    expect(answer([unborn, young, old])).toBe('old');
    expect(answer([unborn, young])).toBe('young');
    const nearer = attached('z', { namespace: 'a', rules: [rule('nearer')] });
    const farther = attached('a', { namespace: 'b', rules: [rule('farther')] });
    expect(answer([farther, nearer])).toBe('nearer');
    const simulation = simulate({
      listeners: [
        listener([
          attached('r', { rules: [{ matches: [prefix('/'), prefix('/')], name: 'one' }, rule('second')] }),
        ]),
      ],
    });
    expect(simulation).toMatchObject({ ruleIndex: 0, ruleName: 'one', matchIndex: 0 });
  });

  it('namespaces are compared before names, not the joined text', () => {
    const routes = [
      attached('x', { namespace: 'a-b', rules: [rule('dashed')] }),
      attached('x', { namespace: 'a', rules: [rule('plain')] }),
    ];
    expect(answer(routes)).toBe('plain');
  });
});
