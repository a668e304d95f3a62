import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { createTestValidator } from '../support/validate-objects.ts';

const ANYTHING = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } as const;

/** A CRD whose objects have the schema as their `spec`. */
function crdOf(spec: JsonObject, version: JsonObject = {}): JsonObject {
  const openAPIV3Schema = { type: 'object', properties: { spec, status: { type: 'object' } } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'things.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Thing', plural: 'things' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema }, ...version }],
    },
  };
}

function thing(spec: Json, more: JsonObject = {}): RawObject {
  const metadata = { namespace: 'shop', name: 'thing' };
  return { apiVersion: 'example.com/v1', kind: 'Thing', metadata, spec, ...more };
}

/** `path: message` of what is refused. */
function refused(schema: JsonObject, spec: Json): readonly string[] {
  const object = thing(spec);
  const found = createTestValidator([crdOf(schema)]).validate(object, keyOf(object)) ?? [];
  return found.map(({ path, message }) => `${path}: ${message}`);
}

const property = (schema: JsonObject): JsonObject => ({ type: 'object', properties: { a: schema } });

describe('a value', () => {
  test.each<readonly [string, JsonObject, Json, readonly string[]]>([
    ['that is null where null is allowed', { type: 'string', nullable: true, minLength: 3 }, null, []],
    ['that is null where it is not allowed is left out', { type: 'string', minLength: 3 }, null, []],
    [
      'that is null in a list stays',
      { type: 'array', items: { type: 'string' } },
      [null],
      ['spec.a[0]: Invalid value: "null": spec.a[0] in body must be of type string: "null"'],
    ],
    ['of int-or-string may be a number', { 'x-kubernetes-int-or-string': true }, 80, []],
    ['of int-or-string may be a text', { 'x-kubernetes-int-or-string': true, pattern: '^h' }, 'http', []],
    [
      'of int-or-string may be nothing else',
      { 'x-kubernetes-int-or-string': true },
      true,
      ['spec.a: Invalid value: "boolean": spec.a in body must be of type integer,string: "boolean"'],
    ],
    ['of type number may be whole', { type: 'number' }, 3, []],
    ['of any type may be anything', {}, [{ b: 1 }], []],
    ['has a length in characters, not in UTF-16', { type: 'string', maxLength: 2, minLength: 2 }, '🦊🦊', []],
    [
      'that is too long is not repeated',
      { type: 'string', maxLength: 2 },
      '🦊🦊🦊',
      ['spec.a: Too long: may not be more than 2 characters'],
    ],
    [
      'at an exclusive bound',
      { type: 'integer', minimum: 1, exclusiveMinimum: true },
      1,
      ['spec.a: Invalid value: 1: spec.a in body should be greater than 1'],
    ],
    [
      'at the other exclusive bound',
      { type: 'number', maximum: 1.5, exclusiveMaximum: true },
      1.5,
      ['spec.a: Invalid value: 1.5: spec.a in body should be less than 1.5'],
    ],
    [
      'that is no multiple',
      { type: 'integer', multipleOf: 5 },
      12,
      ['spec.a: Invalid value: 12: spec.a in body should be a multiple of 5'],
    ],
    [
      'beyond its format',
      { type: 'integer', format: 'int32' },
      2 ** 31,
      [
        'spec.a: Invalid value: 2147483648: Checked value must be of type integer with format int32 in spec.a',
      ],
    ],
    ['in a format that nobody checks', { type: 'string', format: 'poem' }, 'x', []],
    [
      'not in its format',
      { type: 'string', format: 'date-time' },
      '2026-02-30T00:00:00Z',
      [
        'spec.a: Invalid value: "2026-02-30T00:00:00Z": spec.a in body must be of type date-time: "2026-02-30T00:00:00Z"',
      ],
    ],
    [
      'in an enum of numbers',
      { type: 'integer', enum: [301, 302] },
      303,
      ['spec.a: Unsupported value: 303: supported values: 301, 302'],
    ],
    [
      'whose pattern is none that RE2 knows',
      { type: 'string', pattern: '(?=x)' },
      'x',
      ['spec.a: Invalid value: "x": spec.a in body should match \'(?=x)\', but the pattern is not valid'],
    ],
    [
      'with too many and too few parts',
      { type: 'object', maxProperties: 1, additionalProperties: { type: 'array', minItems: 1, items: {} } },
      { b: [], c: [1] },
      [
        'spec.a: Too many: 2: must have at most 1 items',
        'spec.a.b: Invalid value: 0: spec.a.b in body should have at least 1 items',
      ],
    ],
    [
      'of a map',
      { type: 'object', additionalProperties: { type: 'string' } },
      { 'example.com/b': 1 },
      [
        'spec.a.example.com/b: Invalid value: "integer": spec.a.example.com/b in body must be of type string: "integer"',
      ],
    ],
    [
      'twice in a set',
      { type: 'array', 'x-kubernetes-list-type': 'set', items: { type: 'string' } },
      ['b', 'c', 'b', 'b'],
      ['spec.a[2]: Duplicate value: "b"'],
    ],
    [
      'twice in a list of type map, whose keys may be left out',
      {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['port', 'protocol'],
        items: {
          type: 'object',
          properties: { port: { type: 'integer' }, protocol: { type: 'string', default: 'TCP' } },
        },
      },
      [{ port: 80 }, { port: 80, protocol: 'UDP' }, { protocol: 'TCP', port: 80 }, {}],
      ['spec.a[2]: Duplicate value: {"port":80,"protocol":"TCP"}'],
    ],
    [
      'that none of several schemas takes',
      { anyOf: [{ type: 'integer' }, { enum: ['all'] }] },
      'none',
      [
        'spec.a: Invalid value: "": "spec.a" must validate at least one schema (anyOf)',
        'spec.a: Invalid value: "string": spec.a in body must be of type integer: "string"',
      ],
    ],
    [
      'that two of several schemas take',
      { type: 'integer', oneOf: [{ minimum: 1 }, { maximum: 9 }] },
      5,
      [
        'spec.a: Invalid value: "": "spec.a" must validate one and only one schema (oneOf). Found 2 valid alternatives',
      ],
    ],
    [
      'that a schema forbids',
      { type: 'object', properties: { b: { type: 'string' } }, not: { required: ['b'] } },
      { b: 'x' },
      ['spec.a: Invalid value: "": "spec.a" must not validate the schema (not)'],
    ],
    [
      'that one of all schemas refuses',
      { type: 'integer', allOf: [{ minimum: 1 }, { maximum: 9 }] },
      10,
      ['spec.a: Invalid value: 10: spec.a in body should be less than or equal to 9'],
    ],
  ])('%s', (_what, schema, value, expected) => {
    expect(refused(property(schema), { a: value })).toEqual(expected);
  });
});

describe('a field', () => {
  test('that is not known is told with the one that may have been meant, and with nothing inside of it', () => {
    const schema = property({ type: 'object', properties: { replicas: { type: 'integer' } } });
    const object = thing({ a: { replica: { x: 1 } }, b: 1 });
    const found = createTestValidator([crdOf(schema)]).validate(object, keyOf(object));
    expect(found).toMatchObject([
      { code: 'SCHEMA_UNKNOWN_FIELD', path: 'spec.a.replica', hint: 'Did you mean replicas?' },
      { code: 'SCHEMA_UNKNOWN_FIELD', path: 'spec.b' },
    ]);
  });

  test('may be anything where unknown ones are kept; what the schema knows is checked there too', () => {
    const schema = { ...ANYTHING, properties: { a: { type: 'integer' } } };
    expect(refused(schema, { b: { c: 1 } })).toEqual([]);
    expect(refused(schema, { a: 'x', b: 1 })).toHaveLength(1);
  });

  test('of an embedded object has the metadata of objects', () => {
    const schema = property({ type: 'object', 'x-kubernetes-embedded-resource': true });
    const embedded = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'x', labels: { a: 1 }, lables: {} },
    };
    expect(refused(schema, { a: embedded })).toEqual([
      'spec.a.metadata.lables: unknown field "spec.a.metadata.lables"',
      'spec.a.metadata.labels.a: Invalid value: "integer": spec.a.metadata.labels.a in body must be of type string: "integer"',
    ]);
  });

  test('of the status is dropped unseen where the CRD keeps the status apart, and only there', () => {
    const schema = property({ type: 'string' });
    const object = thing({}, { status: 'fine' });
    const apart = createTestValidator([crdOf(schema, { subresources: { status: {} } })]);
    expect(apart.validate(object, keyOf(object))).toEqual([]);
    const together = createTestValidator([crdOf(schema)]);
    expect(together.validate(object, keyOf(object))).toMatchObject([{ path: 'status' }]);
  });
});

describe('a rule', () => {
  const rule = (rules: readonly JsonObject[], more: JsonObject = {}): JsonObject => ({
    type: 'object',
    properties: { a: { type: 'integer' }, namespace: { type: 'string' }, 'x-b': { type: 'string' }, ...more },
    'x-kubernetes-validations': rules,
  });

  test.each<readonly [string, JsonObject, readonly string[]]>([
    [
      'without a message is told itself',
      { rule: 'self.a > 5' },
      ['spec: Invalid value: "object": failed rule: self.a > 5'],
    ],
    [
      'computes its message',
      { rule: 'false', message: 'no', messageExpression: '"a is " + string(self.a)' },
      ['spec: Invalid value: "object": a is 1'],
    ],
    [
      'whose message cannot be computed has the other one',
      { rule: 'false', message: 'no', messageExpression: 'string(self.gone)' },
      ['spec: Invalid value: "object": no'],
    ],
    [
      'may name the field that is wrong, and why',
      { rule: 'false', message: 'not now', fieldPath: '.a', reason: 'FieldValueForbidden' },
      ['spec.a: Forbidden: not now'],
    ],
    [
      'may say that something is missing',
      { rule: 'false', message: 'give it', fieldPath: ".a['b']", reason: 'FieldValueRequired' },
      ['spec.a.b: Required value: give it'],
    ],
    [
      'that fails counts as no',
      { rule: 'self.gone == 1', message: 'gone' },
      ['spec: Invalid value: "object": no such key: gone evaluating rule: gone'],
    ],
    ['about the old object says nothing of new ones', { rule: 'self.a == oldSelf.a' }, []],
    [
      'that can do without the old object is run',
      { rule: 'oldSelf.hasValue() || self.a == 2', message: 'begin with 2', optionalOldSelf: true },
      ['spec: Invalid value: "object": begin with 2'],
    ],
    [
      'finds fields under their escaped names',
      { rule: 'self.__namespace__ == "n" && self.x__dash__b == "b"' },
      [],
    ],
    ['sees whole numbers as integers', { rule: 'type(self.a) == int' }, []],
  ])('%s', (_what, entry, expected) => {
    expect(refused(rule([entry]), { a: 1, namespace: 'n', 'x-b': 'b' })).toEqual(expected);
  });

  test('sees defaults, and neither unknown fields nor nulls', () => {
    const schema = rule([{ rule: 'self.size == 3 && !has(self.a)', message: 'no' }], {
      size: { type: 'integer', default: 3 },
    });
    expect(refused(schema, { a: null })).toEqual([]);
    expect(refused(schema, { a: null, unknown: 1 })).toEqual(['spec.unknown: unknown field "spec.unknown"']);
  });

  test('is not run on an object whose shape is wrong, and is where only a value is', () => {
    const schema = rule([{ rule: 'self.a > 5', message: 'more' }], { t: { type: 'string', pattern: '^x' } });
    expect(refused(schema, { a: 'one' })).toHaveLength(1);
    expect(refused(schema, { a: 1, t: 'y' })).toEqual([
      'spec.t: Invalid value: "y": spec.t in body should match \'^x\'',
      'spec: Invalid value: "object": more',
    ]);
  });

  test('that says the same as another of the same is told once', () => {
    expect(
      refused(
        rule([
          { rule: 'self.a > 5', message: 'more' },
          { rule: 'self.a > 6', message: 'more' },
        ]),
        { a: 1 },
      ),
    ).toHaveLength(1);
  });

  test('may stand on items, on values of maps and in allOf, and may look at the object itself', () => {
    const short = {
      type: 'string',
      'x-kubernetes-validations': [{ rule: 'self.size() < 3', message: 'short' }],
    };
    const schema = {
      type: 'object',
      properties: {
        list: { type: 'array', items: short },
        map: { type: 'object', additionalProperties: short },
        all: { type: 'string', allOf: [{ 'x-kubernetes-validations': short['x-kubernetes-validations'] }] },
      },
    };
    const long = { list: ['a', 'long'], map: { k: 'long' }, all: 'long' };
    expect(refused(schema, long).map((line) => line.split(':')[0])).toEqual([
      'spec.list[1]',
      'spec.map.k',
      'spec.all',
    ]);
  });

  test('of the whole object knows its name', () => {
    const crd = crdOf(ANYTHING);
    const text = JSON.stringify(crd).replace(
      '"properties":{"spec"',
      '"x-kubernetes-validations":[{"rule":"self.metadata.name != \'thing\'","message":"another name"}],"properties":{"spec"',
    );
    const object = thing({});
    expect(
      createTestValidator([JSON.parse(text) as JsonObject]).validate(object, keyOf(object)),
    ).toMatchObject([
      { code: 'SCHEMA_RULE', message: 'Invalid value: "object": another name', path: undefined },
    ]);
  });
});

describe('a CRD', () => {
  test('of another kind says nothing', () => {
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } };
    expect(createTestValidator([crdOf(ANYTHING)]).validate(service, keyOf(service))).toBeUndefined();
  });

  test('that comes later counts', () => {
    const object = thing({ a: 1 });
    const crds = [crdOf(property({ type: 'string' })), crdOf(property({ type: 'integer' }))];
    expect(createTestValidator(crds).validate(object, keyOf(object))).toEqual([]);
  });

  test('of whatever shape makes nothing throw, whatever the object', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (schema, spec) => {
        const object = thing(spec as Json);
        const crd = crdOf(schema as JsonObject, { schema: { openAPIV3Schema: schema as Json } });
        const validator = createTestValidator([
          crd,
          crdOf({ ...ANYTHING, 'x-kubernetes-validations': schema as Json }),
        ]);
        validator.validate(object, keyOf(object));
        validator.skippedRules();
      }),
    );
  });
});
