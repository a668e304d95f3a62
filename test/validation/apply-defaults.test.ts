import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../../src/cluster/deep-freeze.ts';
import { defaultsTable } from '../../src/generated/defaults-table.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import type { SchemaDefaults } from '../../src/kube/schema-defaults.ts';
import { applyDefaults } from '../../src/validation/apply-defaults.ts';

function defaulted(object: JsonObject, defaults: SchemaDefaults): JsonObject {
  return applyDefaults(deepFreeze(object), deepFreeze(defaults));
}

const KIND: SchemaDefaults = { properties: { kind: { default: 'Service' } } };

test('an absent field gets its default', () => {
  expect(defaulted({ name: 'a' }, KIND)).toStrictEqual({ name: 'a', kind: 'Service' });
});

test.each(['Pod', '', 0, false])('a field that is there keeps its value, an empty one too: %j', (kind) => {
  const object = { kind };
  expect(defaulted(object, KIND)).toBe(object);
});

test('null counts as absent where there is a default, and stays where there is none', () => {
  expect(defaulted({ kind: null, other: null }, KIND)).toStrictEqual({ kind: 'Service', other: null });
});

test('nothing is filled in below an absent parent', () => {
  const object = { other: {} };
  expect(defaulted(object, { properties: { parent: KIND } })).toBe(object);
});

test('a default is completed by the defaults below it', () => {
  const defaults = { properties: { parent: { ...KIND, default: { name: 'a' } } } };
  expect(defaulted({}, defaults)).toStrictEqual({ parent: { name: 'a', kind: 'Service' } });
  expect(defaulted({ parent: {} }, defaults)).toStrictEqual({ parent: { kind: 'Service' } });
});

test('each item of a list and each value of a map is completed, others are left alone', () => {
  const defaults = { properties: { list: { items: KIND }, map: { additional: KIND } } };
  const full = { kind: 'Pod' };
  const result = defaulted({ list: [{}, full, 'x', null], map: { a: {}, b: full } }, defaults);
  expect(result).toStrictEqual({
    list: [{ kind: 'Service' }, full, 'x', null],
    map: { a: { kind: 'Service' }, b: full },
  });
});

test('null in a list or map of values with a default becomes that default', () => {
  const defaults = { properties: { list: { items: { default: 'a' } }, map: { additional: { default: 1 } } } };
  expect(defaulted({ list: [null, 'b'], map: { x: null } }, defaults)).toStrictEqual({
    list: ['a', 'b'],
    map: { x: 1 },
  });
});

test('only what changes is copied', () => {
  const kept = { deep: [{}] };
  const result = defaulted(
    { kept, ref: {} },
    { properties: { ref: KIND, kept: { properties: { deep: {} } } } },
  );
  expect(result['kept']).toBe(kept);
});

test('every default is a copy of its own', () => {
  const defaults = { items: { properties: { matches: { default: [{ path: {} }] } } } };
  const { rules } = defaulted({ rules: [{}, {}] }, { properties: { rules: defaults } });
  const [first, second] = rules as unknown as readonly [{ matches: object[] }, { matches: object[] }];
  expect(first).toStrictEqual({ matches: [{ path: {} }] });
  expect(first.matches).not.toBe(second.matches);
  expect(first.matches[0]).not.toBe(second.matches[0]);
});

test('values of the wrong type are left alone', () => {
  const object = { list: {}, map: [], text: 'a' };
  const defaults = { properties: { list: { items: KIND }, map: { additional: KIND }, text: KIND } };
  expect(defaulted(object, { properties: { ...defaults.properties, map: KIND } })).toBe(object);
});

function builtIn(kind: string): SchemaDefaults {
  return defaultsTable[`gateway.networking.k8s.io/${kind}`] ?? {};
}

describe('as an API server completes Gateway API objects (from the CRDs, by hand):', () => {
  test('HTTPRoute', () => {
    const spec = {
      parentRefs: [{ name: 'public' }, { name: 'set', kind: 'ListenerSet' }],
      rules: [
        { backendRefs: [{ name: 'a', port: 80 }] },
        {
          matches: [{ headers: [{ name: 'x', value: 'y' }] }, { path: { value: '/a' } }],
          filters: [
            {
              type: 'RequestMirror',
              requestMirror: { backendRef: { name: 'm' }, fraction: { numerator: 1 } },
            },
            { type: 'RequestRedirect', requestRedirect: { hostname: 'b' } },
          ],
        },
      ],
    };
    const prefix = { type: 'PathPrefix', value: '/' };
    expect(defaulted({ spec }, builtIn('HTTPRoute'))['spec']).toStrictEqual({
      parentRefs: [
        { name: 'public', group: 'gateway.networking.k8s.io', kind: 'Gateway' },
        { name: 'set', group: 'gateway.networking.k8s.io', kind: 'ListenerSet' },
      ],
      rules: [
        {
          backendRefs: [{ name: 'a', port: 80, group: '', kind: 'Service', weight: 1 }],
          matches: [{ path: prefix }],
        },
        {
          matches: [
            { headers: [{ name: 'x', value: 'y', type: 'Exact' }], path: prefix },
            { path: { value: '/a', type: 'PathPrefix' } },
          ],
          filters: [
            {
              type: 'RequestMirror',
              requestMirror: {
                backendRef: { name: 'm', group: '', kind: 'Service' },
                fraction: { numerator: 1, denominator: 100 },
              },
            },
            { type: 'RequestRedirect', requestRedirect: { hostname: 'b', statusCode: 302 } },
          ],
        },
      ],
    });
  });

  test('Gateway, with the status that says that no controller has come by', () => {
    const spec = {
      gatewayClassName: 'c',
      listeners: [{ name: 'a', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 's' }] } }],
    };
    const result = defaulted({ spec }, builtIn('Gateway'));
    expect(result['spec']).toStrictEqual({
      gatewayClassName: 'c',
      listeners: [
        {
          name: 'a',
          port: 443,
          protocol: 'HTTPS',
          allowedRoutes: { namespaces: { from: 'Same' } },
          tls: { mode: 'Terminate', certificateRefs: [{ name: 's', group: '', kind: 'Secret' }] },
        },
      ],
    });
    expect(result['status']).toStrictEqual({
      conditions: [
        {
          type: 'Accepted',
          status: 'Unknown',
          reason: 'Pending',
          message: 'Waiting for controller',
          lastTransitionTime: '1970-01-01T00:00:00Z',
        },
        {
          type: 'Programmed',
          status: 'Unknown',
          reason: 'Pending',
          message: 'Waiting for controller',
          lastTransitionTime: '1970-01-01T00:00:00Z',
        },
      ],
    });
  });
});

test('no object and no schema makes it throw or change its input; a second time changes nothing', () => {
  const json = fc.jsonValue({ maxDepth: 2 });
  const keys = fc.constantFrom('a', 'b', '__proto__', 'constructor');
  const { schema } = fc.letrec<{ schema: SchemaDefaults; inner: SchemaDefaults }>((tie) => ({
    inner: fc.oneof({ maxDepth: 3 }, fc.constant({}), tie('schema')),
    schema: fc.record(
      {
        default: json,
        properties: fc.dictionary(keys, tie('inner')),
        items: tie('inner'),
        additional: tie('inner'),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<SchemaDefaults>,
  }));
  const values = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, json, fc.dictionary(keys, tie('value')), fc.array(tie('value'))),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, values.value), schema, (object, defaults) => {
      const once = defaulted(object as JsonObject, defaults);
      expect(applyDefaults(once, defaults)).toBe(once);
    }),
  );
});
