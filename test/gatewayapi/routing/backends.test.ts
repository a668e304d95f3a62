import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/kube/json.ts';
import { attached, listener } from './build-routes.ts';
import { simulate } from './simulate-in-memory.ts';

function forward(backendRefs: readonly Json[]) {
  return simulate({ listeners: [listener([attached('r', { rules: [{ backendRefs }] })])] });
}

const shares = (backendRefs: readonly Json[]) => forward(backendRefs).backends.map(({ share }) => share);

describe('shares', () => {
  it('are weights over their sum; a weight that is left out is 1', () => {
    expect(
      shares([
        { name: 'a', weight: 70 },
        { name: 'b', weight: 30 },
      ]),
    ).toEqual([0.7, 0.3]);
    expect(shares([{ name: 'a' }, { name: 'b', weight: 3 }])).toEqual([0.25, 0.75]);
    expect(shares([{ name: 'a', weight: 5 }])).toEqual([1]);
  });

  it('a backend that is listed twice has two', () => {
    expect(shares([{ name: 'a' }, { name: 'a' }])).toEqual([0.5, 0.5]);
  });

  it('broken references keep theirs', () => {
    const { outcome, statusCode, backends } = forward([{ name: 'a' }, { name: 'foreign' }]);
    expect({ outcome, statusCode }).toEqual({ outcome: 'FORWARDED', statusCode: undefined });
    expect(backends.map(({ share, statusCode: own }) => [share, own])).toEqual([
      [0.5, undefined],
      [0.5, 500],
    ]);
  });

  it('a broken reference of weight 0 fails no request', () => {
    const { outcome, backends } = forward([{ name: 'missing', weight: 0 }, { name: 'a' }]);
    expect(outcome).toBe('FORWARDED');
    expect(backends.map(({ share }) => share)).toEqual([0, 1]);
  });
});

describe('what fails', () => {
  it('a rule without backends answers 500', () => {
    expect(forward([])).toMatchObject({ outcome: 'INVALID_BACKEND', statusCode: 500, backends: [] });
  });

  it('all weights 0 answer 500', () => {
    const { outcome, statusCode, message, opaque } = forward([{ name: 'a', weight: 0 }]);
    expect({ outcome, statusCode }).toEqual({ outcome: 'INVALID_BACKEND', statusCode: 500 });
    expect(message).toContain('weight 0');
    expect(opaque).toEqual(['what happens when all weights are 0; a failure is assumed']);
  });

  it('references that are all broken answer 500', () => {
    const { outcome, statusCode } = forward([{ name: 'missing' }, { name: 'foreign' }]);
    expect({ outcome, statusCode }).toEqual({ outcome: 'INVALID_BACKEND', statusCode: 500 });
  });

  it('a Service without ready endpoints answers 503', () => {
    const { outcome, statusCode, backends } = forward([{ name: 'empty' }]);
    expect({ outcome, statusCode }).toEqual({ outcome: 'INVALID_BACKEND', statusCode: 503 });
    expect(backends[0]?.resolution?.reason).toBe('ResolvedRefs');
  });

  it('an unusable filter of a backend breaks that backend', () => {
    const extensionRef = { group: 'example.com', kind: 'Limit', name: 'missing' };
    const broken = { name: 'b', filters: [{ type: 'ExtensionRef', extensionRef }] };
    expect(forward([broken])).toMatchObject({ outcome: 'INVALID_BACKEND', statusCode: 500 });
    expect(forward([{ name: 'a' }, broken]).outcome).toBe('FORWARDED');
  });
});

describe('what is not known', () => {
  it('a reference that may not be read makes the answer incomplete, not wrong', () => {
    const { outcome, incomplete } = forward([{ name: 'hidden' }]);
    expect({ outcome, incomplete }).toEqual({ outcome: 'FORWARDED', incomplete: true });
    expect(forward([{ name: 'hidden', weight: 0 }, { name: 'a' }]).incomplete).toBe(false);
  });

  it('a kind that only an implementation knows is forwarded to, with a note', () => {
    const { outcome, incomplete, opaque } = forward([
      { group: 'example.com', kind: 'Strange', name: 'strange' },
    ]);
    expect({ outcome, incomplete }).toEqual({ outcome: 'FORWARDED', incomplete: false });
    expect(opaque).toEqual(['whether its kind can be a backend']);
  });
});

describe('filters of a backend', () => {
  const modifier = (type: 'request' | 'response', name: string, value: string) => ({
    type: type === 'request' ? 'RequestHeaderModifier' : 'ResponseHeaderModifier',
    [`${type}HeaderModifier`]: { set: [{ name, value }] },
  });

  it('change what that backend gets, after those of the rule', () => {
    const backendRefs = [
      { name: 'a', filters: [modifier('request', 'who', 'a')] },
      { name: 'b', filters: [modifier('response', 'from', 'b')] },
    ];
    const filters = [modifier('request', 'who', 'rule'), modifier('response', 'by', 'rule')];
    const simulation = simulate({
      listeners: [listener([attached('r', { rules: [{ filters, backendRefs }] })])],
    });
    expect(simulation.request?.headers).toEqual([{ name: 'who', value: 'rule' }]);
    expect(simulation.backends.map(({ request }) => request?.headers)).toEqual([
      [{ name: 'who', value: 'a' }],
      [{ name: 'who', value: 'rule' }],
    ]);
    expect(simulation.backends.map(({ responseHeaders }) => responseHeaders.set)).toEqual([
      [{ name: 'by', value: 'rule' }],
      [
        { name: 'by', value: 'rule' },
        { name: 'from', value: 'b' },
      ],
    ]);
    expect(simulation.responseHeaders?.set).toEqual([{ name: 'by', value: 'rule' }]);
  });

  it('of the only backend are part of the whole response', () => {
    const { responseHeaders } = forward([{ name: 'a', filters: [modifier('response', 'from', 'a')] }]);
    expect(responseHeaders?.set).toEqual([{ name: 'from', value: 'a' }]);
  });

  it('that answer themselves are named', () => {
    const redirect = { type: 'RequestRedirect', requestRedirect: { hostname: 'a.com' } };
    expect(forward([{ name: 'a', filters: [redirect] }]).opaque.join()).toContain('own filter answers');
  });
});
