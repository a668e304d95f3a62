import { describe, expect, test } from 'vitest';
import { object, text } from './crd-builder.ts';
import { generated, typesOf } from './generated-thing.ts';

const reference = { group: text, kind: text, name: text };

describe('what gets no field or type', () => {
  test('a property that is no GraphQL name is left out and reported', () => {
    const kind = generated({ spec: object({ 'x-y': text, good: text, '1st': text, __typename: text }) });
    expect(typesOf(kind, 'KubernetesKindThingSpec')).toEqual({ good: 'String' });
    expect(kind.omitted).toHaveLength(3);
    expect(kind.omitted[0]).toContain('Thing spec.x-y');
  });

  test('a property that every JavaScript object has too is a field like any other', () => {
    const kind = generated({ spec: object({ ...reference, constructor: text, toString: text }) });
    expect(typesOf(kind, 'KubernetesKindThingSpec')).toMatchObject({
      constructor: 'String',
      toString: 'String',
    });
  });

  test('an object of such properties only is JSON', () => {
    expect(typesOf(generated({ spec: object({ 'x-y': text }) }), 'KubernetesKindThing')['spec']).toBe('JSON');
  });

  test('a property with the name of a field of ours is left out and reported', () => {
    const kind = generated({
      cluster: text,
      spec: object({ ref: object({ ...reference, resolution: text }) }),
    });
    expect(typesOf(kind, 'KubernetesKindThing')['cluster']).toBeUndefined();
    expect(typesOf(kind, 'KubernetesKindThingSpecRef')['resolution']).toBeUndefined();
    expect(kind.omitted.map((sentence) => sentence.split(':')[0])).toEqual([
      'Thing cluster',
      'Thing spec.ref.resolution',
    ]);
  });

  test('the second of two paths with one type name is JSON', () => {
    const inner = object({ x: text });
    const kind = generated({ spec: object({ aB: inner, a: object({ b: inner }), taken: inner }) });
    expect(typesOf(kind, 'KubernetesKindThingSpecA')).toEqual({ b: 'JSON' });
    expect(typesOf(kind, 'KubernetesKindThingSpec')['taken']).toBe('JSON');
    expect(kind.omitted).toHaveLength(2);
  });

  test('a property named connection does not take the name of the kind’s connection', () => {
    const kind = generated({ connection: object({ x: text }) });
    expect(typesOf(kind, 'KubernetesKindThing')['connection']).toBe('JSON');
  });
});
