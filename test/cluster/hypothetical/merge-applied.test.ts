import { describe, expect, it, test } from 'vitest';
import { mergeApplied } from '../../../src/cluster/hypothetical/merge-applied.ts';
import { mergeTable } from '../../../src/generated/merge-table.ts';
import { asObject, getIn, type JsonObject } from '../../../src/kube/json.ts';

const merged = (stored: JsonObject, applied: JsonObject) => mergeApplied(stored, applied, {});

describe('maps', () => {
  it('are merged field by field; what is not written stays', () => {
    expect(merged({ a: 1, b: { c: 1, d: 1 } }, { b: { d: 2, e: 3 } })).toEqual({
      a: 1,
      b: { c: 1, d: 2, e: 3 },
    });
  });

  it('keep the order of what is there', () => {
    expect(Object.keys(merged({ b: 1, a: 1 }, { c: 1, a: 2, b: 2 }))).toEqual(['b', 'a', 'c']);
  });

  it('lose a field that is null, also in a part that was not there', () => {
    expect(merged({ a: 1, b: 2 }, { a: null, c: { d: null, e: 1 } })).toEqual({ b: 2, c: { e: 1 } });
  });

  it('are replaced as a whole where their schema says that they are atomic', () => {
    const schema = { properties: { selector: { type: 'atomic' } } } as const;
    const stored = { selector: { app: 'shop', tier: 'web' } };
    expect(mergeApplied(stored, { selector: { app: 'cart' } }, schema)).toEqual({
      selector: { app: 'cart' },
    });
  });

  it('take the place of what is no map, and give it up', () => {
    expect(merged({ a: 'x', b: { c: 1 } }, { a: { d: 1 }, b: 'y' })).toEqual({ a: { d: 1 }, b: 'y' });
  });

  it('hold a field named __proto__ like any other', () => {
    const applied = JSON.parse('{ "__proto__": { "a": 1 } }') as JsonObject;
    expect(JSON.stringify(merged({ b: 1 }, applied))).toBe('{"b":1,"__proto__":{"a":1}}');
  });
});

describe('lists', () => {
  it('are replaced as a whole where nothing is said', () => {
    expect(merged({ list: [{ a: 1 }, { b: 2 }] }, { list: [{ c: 3 }] })).toEqual({ list: [{ c: 3 }] });
  });

  it('of type set hold each value once, new ones behind', () => {
    const schema = { properties: { list: { type: 'set' } } } as const;
    expect(mergeApplied({ list: ['b', 'a'] }, { list: ['c', 'b'] }, schema)).toEqual({
      list: ['b', 'a', 'c'],
    });
  });

  it('with keys are merged item by item, in the order that is there, new ones behind', () => {
    const schema = { properties: { list: { keys: { name: null } } } };
    const stored = {
      list: [
        { name: 'x', a: 1 },
        { name: 'y', a: 1 },
      ],
    };
    const applied = { list: [{ name: 'z' }, { name: 'y', b: 2 }] };
    expect(mergeApplied(stored, applied, schema)).toEqual({
      list: [{ name: 'x', a: 1 }, { name: 'y', a: 1, b: 2 }, { name: 'z' }],
    });
  });
});

it('shares no part with either side, so that every part has one owner', () => {
  const stored = { a: { b: [{ c: 1 }] } };
  const applied = { d: { e: [{ f: 1 }] } };
  const outcome = merged(stored, applied);
  expect(outcome).toEqual({ ...stored, ...applied });
  expect(getIn(outcome, 'a')).not.toBe(stored.a);
  expect(getIn(outcome, 'a', 'b')).not.toBe(stored.a.b);
  expect(getIn(outcome, 'd', 'e')).not.toBe(applied.d.e);
});

describe('the table of the built-in kinds', () => {
  const spec = (id: string, stored: JsonObject, applied: JsonObject) =>
    getIn(mergeApplied({ spec: stored }, { spec: applied }, mergeTable[id] ?? {}), 'spec');
  const GATEWAY = 'gateway.networking.k8s.io/Gateway';

  test('listeners of a Gateway are told apart by name', () => {
    const stored = {
      listeners: [
        { name: 'http', port: 80 },
        { name: 'https', port: 443 },
      ],
    };
    expect(spec(GATEWAY, stored, { listeners: [{ name: 'http', port: 8080 }] })).toEqual({
      listeners: [
        { name: 'http', port: 8080 },
        { name: 'https', port: 443 },
      ],
    });
  });

  test('the namespace selector of a listener is replaced as a whole', () => {
    const listener = (labels: JsonObject) => ({
      listeners: [{ name: 'a', allowedRoutes: { namespaces: { selector: { matchLabels: labels } } } }],
    });
    expect(spec(GATEWAY, listener({ a: '1' }), listener({ b: '2' }))).toEqual(listener({ b: '2' }));
  });

  test('ports of a Service are told apart by port and protocol, TCP where none is written', () => {
    const stored = {
      ports: [
        { port: 53, name: 'tcp' },
        { port: 53, protocol: 'UDP', name: 'udp' },
      ],
    };
    const applied = { ports: [{ port: 53, protocol: 'TCP', name: 'dns' }] };
    expect(spec('/Service', stored, applied)).toEqual({
      ports: [
        { port: 53, protocol: 'TCP', name: 'dns' },
        { port: 53, protocol: 'UDP', name: 'udp' },
      ],
    });
  });

  test('the selector of a Service is replaced as a whole', () => {
    expect(spec('/Service', { selector: { a: '1' } }, { selector: { b: '2' } })).toEqual({
      selector: { b: '2' },
    });
  });

  test('rules and hostnames of a route are replaced as a whole', () => {
    const stored = { hostnames: ['a.example'], rules: [{ name: 'one' }, { name: 'two' }] };
    expect(spec('gateway.networking.k8s.io/HTTPRoute', stored, { rules: [{ name: 'three' }] })).toEqual({
      hostnames: ['a.example'],
      rules: [{ name: 'three' }],
    });
  });

  test('conditions are told apart by type', () => {
    const table = asObject(asObject(mergeTable[GATEWAY]?.properties)['status']);
    expect(getIn(table, 'properties', 'conditions')).toEqual({ keys: { type: null } });
  });
});
