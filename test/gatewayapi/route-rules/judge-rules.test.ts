import { describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../src/gatewayapi/capabilities/capabilities.ts';
import { LIVE_PREMISES } from '../../../src/gatewayapi/premises.ts';
import { judgeRules } from '../../../src/gatewayapi/route-rules/judge-rules.ts';
import type { Json } from '../../../src/kube/json.ts';

const PREMISES = {
  ...LIVE_PREMISES,
  patternProblem: (pattern: string) => (pattern.includes('(') ? 'has a bracket too many' : undefined),
};

function judge(kind: string, rules: readonly Json[], capabilities: Capabilities = {}) {
  const route = { apiVersion: 'v1', kind, metadata: { name: 'web' }, spec: { rules } };
  return judgeRules(route, { routeKind: kind, capabilities, premises: PREMISES });
}

const path = (type: string, value: string) => ({ matches: [{ path: { type, value } }] });
const filters = (...list: Json[]) => ({ filters: list });
const header = (type: string, value = 'a') => ({ matches: [{ headers: [{ type, name: 'x', value }] }] });
const MODIFIER = { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [] } };
const REDIRECT = { type: 'RequestRedirect', requestRedirect: { scheme: 'https' } };
const REWRITE = { type: 'URLRewrite', urlRewrite: { hostname: 'a.com' } };
const REPLACE_PREFIX = {
  type: 'URLRewrite',
  urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } },
};
const mirror = (fields: Json) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: { name: 'a' }, ...(fields as object) },
});

const SOUND: readonly (readonly [kind: string, rule: Json])[] = [
  ['HTTPRoute', {}],
  ['HTTPRoute', path('PathPrefix', '/')],
  ['HTTPRoute', path('Exact', '/a/b')],
  ['HTTPRoute', path('RegularExpression', '/a.*')],
  ['HTTPRoute', { matches: [{ method: 'PATCH' }] }],
  ['HTTPRoute', header('RegularExpression', 'a|b')],
  ['HTTPRoute', filters(MODIFIER, REWRITE)],
  ['HTTPRoute', filters(mirror({ percent: 10 }), mirror({ fraction: { numerator: 1 } }))],
  ['HTTPRoute', { ...path('PathPrefix', '/a'), ...filters(REPLACE_PREFIX) }],
  ['HTTPRoute', filters(REPLACE_PREFIX)],
  ['HTTPRoute', { timeouts: { request: '0s', backendRequest: '10s' } }],
  ['HTTPRoute', { timeouts: { request: '1m30s', backendRequest: '90s' } }],
  ['HTTPRoute', { backendRefs: [{ name: 'a', filters: [MODIFIER] }] }],
  ['GRPCRoute', { matches: [{ method: { service: 'a.B', method: 'C' } }] }],
  ['GRPCRoute', filters(MODIFIER)],
  ['TCPRoute', { backendRefs: [{ name: 'a' }] }],
  ['HTTPRoute', 'no rule at all'],
];

const INVALID: readonly (readonly [kind: string, rule: Json, words: string])[] = [
  ['HTTPRoute', path('Fuzzy', '/'), 'path match type "Fuzzy"'],
  ['HTTPRoute', path('Exact', 'a'), 'does not begin with /'],
  ['HTTPRoute', path('PathPrefix', '/a//b'), 'holds //'],
  ['HTTPRoute', path('PathPrefix', '/a/..'), 'ends in /..'],
  ['HTTPRoute', path('RegularExpression', '/a('), 'bracket'],
  ['HTTPRoute', { matches: [{ method: 'FETCH' }] }, 'method "FETCH"'],
  ['HTTPRoute', header('Prefix'), 'headers match type "Prefix"'],
  ['HTTPRoute', header('RegularExpression', '('), 'bracket'],
  ['HTTPRoute', { matches: [{ queryParams: [{ type: 'Any', name: 'a' }] }] }, 'queryParams match type'],
  ['HTTPRoute', filters({ type: 'Teapot' }), 'filter type "Teapot"'],
  ['HTTPRoute', filters({ type: 'URLRewrite' }), 'needs the field urlRewrite'],
  ['HTTPRoute', { ...filters(REDIRECT), backendRefs: [{ name: 'a' }] }, 'cannot have backendRefs'],
  ['HTTPRoute', filters({ type: 'RequestRedirect', requestRedirect: { statusCode: 418 } }), 'status 418'],
  ['HTTPRoute', filters({ type: 'RequestRedirect', requestRedirect: { scheme: 'ftp' } }), 'scheme "ftp"'],
  ['HTTPRoute', { ...path('Exact', '/a'), ...filters(REPLACE_PREFIX) }, 'exactly one match'],
  ['HTTPRoute', filters({ type: 'URLRewrite', urlRewrite: { path: { type: 'Odd' } } }), 'replacement "Odd"'],
  ['HTTPRoute', filters(mirror({ percent: 10, fraction: { numerator: 1 } })), 'not both'],
  ['HTTPRoute', { timeouts: { request: '10' } }, 'number with a unit'],
  ['HTTPRoute', { timeouts: { request: '10s', backendRequest: '11s' } }, 'longer than'],
  ['HTTPRoute', { backendRefs: [{ name: 'a', filters: [{ type: 'Teapot' }] }] }, 'filter type "Teapot"'],
  ['GRPCRoute', filters(REWRITE), 'filter type "URLRewrite" is not known to a GRPCRoute'],
  ['GRPCRoute', { matches: [{ method: { type: 'Any', service: 'a' } }] }, 'method match type "Any"'],
  ['GRPCRoute', { matches: [{ method: {} }] }, 'names a service'],
  ['GRPCRoute', { matches: [{ method: { type: 'RegularExpression', service: '(' } }] }, 'bracket'],
];

describe('a rule', () => {
  test.for(SOUND)('of a %s is sound: %j', ([kind, rule]) => {
    expect(judge(kind, [rule])).toEqual({
      refusal: undefined,
      partiallyInvalid: undefined,
      droppedRules: [],
    });
  });

  test.for(INVALID)('of a %s is not: %j', ([kind, rule, words]) => {
    const { refusal, droppedRules } = judge(kind, [rule]);
    expect(refusal).toMatchObject({ status: 'False', reason: 'UnsupportedValue' });
    expect(refusal?.message).toContain(words);
    expect(droppedRules).toEqual([0]);
  });

  test.for([
    ['that redirects and rewrites', filters(REDIRECT, REWRITE)],
    ['with a filter that may stand there once', filters(MODIFIER, MODIFIER)],
    ['with a backend that redirects and rewrites', { backendRefs: [{ filters: [REDIRECT, REWRITE] }] }],
  ] as const)('%s has incompatible filters', ([, rule]) => {
    expect(judge('HTTPRoute', [rule]).refusal).toMatchObject({ reason: 'IncompatibleFilters' });
  });
});

describe('rules of a route', () => {
  const bad = path('Fuzzy', '/');

  test('that are partly invalid are partly dropped', () => {
    const { refusal, partiallyInvalid, droppedRules } = judge('HTTPRoute', [{}, bad, {}, bad]);
    expect(refusal).toBeUndefined();
    expect(partiallyInvalid).toMatchObject({
      type: 'PartiallyInvalid',
      status: 'True',
      reason: 'UnsupportedValue',
    });
    expect(partiallyInvalid?.message).toMatch(/^Dropped Rule: spec.rules\[1\].*spec.rules\[3\]/);
    expect(droppedRules).toEqual([1, 3]);
  });

  test('that are invalid for several reasons have unsupported values', () => {
    expect(judge('HTTPRoute', [bad, filters(REDIRECT, REWRITE)]).refusal?.reason).toBe('UnsupportedValue');
  });

  test('that are many are not all told', () => {
    const { refusal } = judge(
      'HTTPRoute',
      Array.from({ length: 9 }, () => bad),
    );
    expect(refusal?.message).toContain('spec.rules[4]');
    expect(refusal?.message).toMatch(/and 4 more$/);
  });
});

describe('features that a controller does not report', () => {
  const USES: readonly (readonly [feature: string, rule: Json])[] = [
    ['HTTPRouteQueryParamMatching', { matches: [{ queryParams: [{ name: 'a', value: 'b' }] }] }],
    ['HTTPRouteMethodMatching', { matches: [{ method: 'GET' }] }],
    [
      'HTTPRouteResponseHeaderModification',
      filters({ type: 'ResponseHeaderModifier', responseHeaderModifier: {} }),
    ],
    ['HTTPRouteBackendRequestHeaderModification', { backendRefs: [{ filters: [MODIFIER] }] }],
    ['HTTPRouteSchemeRedirect', filters(REDIRECT)],
    ['HTTPRoutePortRedirect', filters({ type: 'RequestRedirect', requestRedirect: { port: 80 } })],
    [
      'HTTPRoute308RedirectStatusCode',
      filters({ type: 'RequestRedirect', requestRedirect: { statusCode: 308 } }),
    ],
    ['HTTPRouteHostRewrite', filters(REWRITE)],
    ['HTTPRoutePathRewrite', filters(REPLACE_PREFIX)],
    ['HTTPRouteRequestMirror', filters(mirror({}))],
    ['HTTPRouteRequestTimeout', { timeouts: { request: '1s' } }],
    ['HTTPRouteBackendTimeout', { timeouts: { backendRequest: '1s' } }],
    ['HTTPRouteCORS', filters({ type: 'CORS', cors: {} })],
  ];

  test.for(USES)('keep a rule from being served: %s', ([feature, rule]) => {
    expect(judge('HTTPRoute', [rule], { features: new Set(['HTTPRoute']) }).refusal?.message).toContain(
      feature,
    );
    expect(judge('HTTPRoute', [rule], { features: new Set(['HTTPRoute', feature]) }).refusal).toBeUndefined();
    expect(judge('HTTPRoute', [rule]).refusal).toBeUndefined();
  });

  test('count mirrors and shares of their own', () => {
    const features = new Set(['HTTPRoute', 'HTTPRouteRequestMirror']);
    const many = judge('HTTPRoute', [filters(mirror({}), mirror({}))], { features });
    const share = judge('HTTPRoute', [filters(mirror({ percent: 5 }))], { features });
    expect(many.refusal?.message).toContain('HTTPRouteRequestMultipleMirrors');
    expect(share.refusal?.message).toContain('HTTPRouteRequestPercentageMirror');
  });
});
