import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepFreeze } from '../../src/cluster/deep-freeze.ts';
import { ingest } from '../../src/cluster/ingest.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

function raw(object: object): RawObject {
  return deepFreeze(object) as RawObject;
}

test('an object with nothing to drop is given back as it is', () => {
  const route = raw({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'cart', namespace: 'shop', annotations: { team: 'a' } },
    spec: { rules: [{}] },
  });
  expect(ingest(route)).toBe(route);
});

test('managedFields and the last applied configuration are dropped, everything else stays', () => {
  const spec = { hostnames: ['a.example'] };
  const route = raw({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: {
      name: 'cart',
      managedFields: [{ manager: 'kubectl' }],
      annotations: { team: 'a', [LAST_APPLIED]: '{}' },
      unknownField: 1,
    },
    spec,
    unknown: { field: '2026-11-23T00:00:00Z' },
  });
  const ingested = ingest(route);
  expect(ingested).toStrictEqual({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'cart', annotations: { team: 'a' }, unknownField: 1 },
    spec,
    unknown: { field: '2026-11-23T00:00:00Z' },
  });
  expect(ingested['spec']).toBe(spec);
});

test('an annotation map that held only the last applied configuration is gone', () => {
  const object = raw({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a', annotations: { [LAST_APPLIED]: '{}' } },
  });
  expect(ingest(object).metadata).toStrictEqual({ name: 'a' });
});

describe('a Secret', () => {
  test('keeps names of entries, type and metadata, and none of its contents', () => {
    const secret = raw({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      immutable: true,
      metadata: {
        name: 'login',
        annotations: { [LAST_APPLIED]: '{"data":{"password":"SENTINEL"}}', team: 'a' },
      },
      data: { password: 'U0VOVElORUw=', SENTINEL_NOT: 1 },
      stringData: { user: 'SENTINEL' },
      stringdata: { user: 'SENTINEL' },
    });
    expect(ingest(secret)).toStrictEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'Opaque',
      immutable: true,
      metadata: { name: 'login', annotations: { team: 'a' } },
      keys: ['SENTINEL_NOT', 'password', 'user'],
      certificates: [],
      problems: {},
    });
  });

  test.each([
    ['core/v1', 'Secret'],
    ['v1', 'secret'],
    ['', 'ConfigMap'],
  ])('that no API server would take is one all the same: %s %s', (apiVersion, kind) => {
    const secret = raw({ apiVersion, kind, metadata: { name: 'a' }, data: { 'tls.crt': 'SENTINEL' } });
    expect(ingest(secret)['keys']).toStrictEqual(['tls.crt']);
    expect(JSON.stringify(ingest(secret))).not.toContain('SENTINEL');
  });

  test('of another group is an object like any other', () => {
    const object = raw({
      apiVersion: 'vault.example/v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      data: { a: 'b' },
    });
    expect(ingest(object)).toBe(object);
  });

  test('whose data, type or immutable is of the wrong shape reads as an empty one', () => {
    const secret = raw({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      type: { SENTINEL: 1 },
      immutable: ['SENTINEL'],
      data: 'SENTINEL',
    });
    expect(ingest(secret)).toStrictEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      keys: [],
      certificates: [],
      problems: {},
    });
  });
});

const SENTINEL = 'SENTINEL-d0not-sh0w';
const ENTRIES = fc.dictionary(
  fc.oneof(fc.constantFrom('tls.crt', 'tls.key', 'ca.crt', '__proto__'), fc.string()),
  fc.oneof(
    fc.constant(SENTINEL),
    fc.constant(btoa(SENTINEL)),
    fc
      .string()
      .map((text) =>
        btoa(`-----BEGIN CERTIFICATE-----\n${btoa(SENTINEL)}${encodeURI(text)}\n-----END CERTIFICATE-----`),
      ),
    fc
      .string()
      .map((text) => `-----BEGIN PRIVATE KEY-----\n${btoa(SENTINEL)}${text}\n-----END PRIVATE KEY-----`),
  ),
);

test('no contents of Secrets and ConfigMaps survive, whatever they are', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Secret', 'ConfigMap'),
      ENTRIES,
      ENTRIES,
      ENTRIES,
      (kind, data, stringData, binaryData) => {
        const metadata = { name: 'a', annotations: { [LAST_APPLIED]: JSON.stringify({ data, stringData }) } };
        const text = JSON.stringify(
          ingest(raw({ apiVersion: 'v1', kind, metadata, data, stringData, binaryData })),
        );
        expect(text).not.toContain(SENTINEL);
        expect(text).not.toContain(btoa(SENTINEL).slice(0, -4));
      },
    ),
  );
});

test('garbage is neither changed nor a reason to throw', () => {
  const anything = fc.jsonValue();
  fc.assert(
    fc.property(
      fc.record(
        {
          apiVersion: fc.constantFrom('v1', 'gateway.networking.k8s.io/v1'),
          kind: fc.constantFrom('Secret', 'ConfigMap', 'HTTPRoute'),
          metadata: fc.record(
            { name: fc.string(), annotations: anything, managedFields: anything },
            { requiredKeys: ['name'] },
          ),
          type: anything,
          data: anything,
          stringData: anything,
          binaryData: anything,
        },
        { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
      ),
      (object) => {
        const before = JSON.stringify(object);
        ingest(raw(object));
        expect(JSON.stringify(object)).toBe(before);
      },
    ),
  );
});
