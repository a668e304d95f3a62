import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.ts';
import { list, object, text } from './crd-builder.ts';
import { generated, ownFieldsOf, typesOf } from './generated-thing.ts';

const reference = { group: text, kind: text, name: text };

describe('types', () => {
  test('are one for each object with properties, named by its path', () => {
    const kind = generated({ spec: object({ rules: list(object({ match: object({ path: text }) })) }) });
    expect(kind.objects.map(({ name, path }) => [name, path])).toEqual([
      ['KubernetesKindThing', ''],
      ['KubernetesKindThingSpec', 'spec'],
      ['KubernetesKindThingSpecRules', 'spec.rules[]'],
      ['KubernetesKindThingSpecRulesMatch', 'spec.rules[].match'],
    ]);
    expect(typesOf(kind, 'KubernetesKindThingSpec')).toEqual({ rules: '[KubernetesKindThingSpecRules]' });
  });

  test('of lists in lists keep all their brackets', () => {
    const kind = generated({
      spec: object({ grid: list(list(object({ x: text }))), rows: list(list(text)) }),
    });
    expect(typesOf(kind, 'KubernetesKindThingSpec')).toEqual({
      grid: '[[KubernetesKindThingSpecGrid]]',
      rows: '[[String]]',
    });
  });

  test('metadata is the same for all kinds', () => {
    const kind = generated({ spec: text });
    expect(typesOf(kind, 'KubernetesKindThing')).toEqual({
      apiVersion: 'String',
      kind: 'String',
      metadata: 'KubernetesObjectMeta',
      spec: 'String',
    });
  });

  test('an object without properties is JSON', () => {
    const kind = generated({ spec: object({}), status: { type: 'object' } });
    expect(typesOf(kind, 'KubernetesKindThing')).toMatchObject({ spec: 'JSON', status: 'JSON' });
  });
});

describe('enums', () => {
  const typeOf = (schema: JsonObject) => {
    const kind = generated({ spec: object({ mode: schema }) });
    return typesOf(kind, 'KubernetesKindThingSpec')['mode'];
  };

  test('of GraphQL names become enums, those of list items named by the list', () => {
    const kind = generated({ spec: object({ modes: list({ type: 'string', enum: ['On', 'Off'] }) }) });
    expect(typesOf(kind, 'KubernetesKindThingSpec')).toEqual({ modes: '[KubernetesKindThingSpecModesEnum]' });
    expect(kind.enums.map(({ name, values }) => [name, values.map((value) => value.name)])).toEqual([
      ['KubernetesKindThingSpecModesEnum', ['On', 'Off']],
    ]);
  });

  test.each([
    ['a sign', { type: 'string', enum: ['GET', '*'] }, 'String'],
    ['an empty string', { type: 'string', enum: ['', 'A'] }, 'String'],
    ['a value that GraphQL reserves', { type: 'string', enum: ['true', 'off'] }, 'String'],
    ['a name of introspection', { type: 'string', enum: ['__a'] }, 'String'],
    ['null', { type: 'string', enum: ['A', null] }, 'String'],
    ['numbers', { type: 'integer', enum: [301, 302] }, 'Int'],
    ['no value', { type: 'string', enum: [] }, 'String'],
  ])('with %s stay scalars', (_, schema, scalar) => {
    expect(typeOf(schema)).toBe(scalar);
  });

  test('a value that is named twice stands once', () => {
    const kind = generated({ spec: object({ mode: { type: 'string', enum: ['A', 'A'] } }) });
    expect(kind.enums[0]?.values).toHaveLength(1);
  });
});

describe('references', () => {
  test('keep String and Int where the schema has an enum', () => {
    const kinds = { type: 'string', enum: ['Service'] };
    const target = object({
      ...reference,
      kind: kinds,
      namespace: kinds,
      port: { type: 'integer', format: 'int64' },
    });
    const kind = generated({ spec: object({ target }) });
    expect(typesOf(kind, 'KubernetesKindThingSpecTarget')).toEqual({
      group: 'String',
      kind: 'String',
      name: 'String',
      namespace: 'String',
      port: 'Int',
    });
    expect(kind.enums).toEqual([]);
  });

  test('have a resolution and a row', () => {
    const kind = generated({ spec: object({ targets: list(object(reference)) }) });
    expect(ownFieldsOf(kind, 'KubernetesKindThingSpecTargets')).toEqual(['resolution']);
    expect(kind.references).toEqual([
      {
        type: 'KubernetesKindThingSpecTargets',
        owner: { group: 'example.com', kind: 'Thing' },
        path: 'spec.targets[]',
        has: { namespace: false, port: false, sectionName: false },
        defaults: {},
      },
    ]);
  });

  test('the class name of a Gateway is one without fields of its own', () => {
    const spec = object({ gatewayClassName: text });
    const kind = generated({ spec }, 'Gateway', 'gateway.networking.k8s.io');
    expect(ownFieldsOf(kind, 'KubernetesKindGatewaySpec')).toEqual(['gatewayClassResolution']);
    expect(kind.references).toEqual([
      {
        type: 'KubernetesKindGatewaySpec',
        owner: { group: 'gateway.networking.k8s.io', kind: 'Gateway' },
        path: 'spec.gatewayClassName',
        has: { namespace: false, port: false, sectionName: false },
        defaults: { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' },
      },
    ]);
    expect(generated({ spec }, 'Gateway', 'networking.istio.io').references).toEqual([]);
  });
});

describe('conditions', () => {
  const condition = { type: text, status: text, reason: text, message: text, lastTransitionTime: text };

  test('have a state, and observedGeneration even where the schema has none', () => {
    const kind = generated({ status: object({ conditions: list(object(condition)) }) });
    const type = 'KubernetesKindThingStatusConditions';
    expect(ownFieldsOf(kind, type)).toEqual(['state', 'observedGeneration']);
    expect(typesOf(kind, type)['lastTransitionTime']).toBe('DateTime');
  });

  test('keep the enum of their status', () => {
    const status = { type: 'string', enum: ['True', 'False', 'Unknown'] };
    const kind = generated({ status: object({ conditions: list(object({ ...condition, status })) }) });
    expect(typesOf(kind, 'KubernetesKindThingStatusConditions')['status']).toBe(
      'KubernetesKindThingStatusConditionsStatusEnum',
    );
  });
});
