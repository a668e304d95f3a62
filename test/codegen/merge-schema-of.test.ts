import { expect, it } from 'vitest';
import { mergeSchemaOf } from '../../src/codegen/merge-schema-of.ts';

it('keeps nothing of a schema that says nothing about merging', () => {
  expect(mergeSchemaOf({ type: 'object', properties: { a: { type: 'array', items: {} } } })).toBeUndefined();
});

it('tells sets, lists with keys and maps that are replaced as a whole', () => {
  const item = { type: 'object', properties: { port: {}, protocol: { default: 'TCP' } } };
  const list = (more: object) => ({ type: 'array', items: item, ...more });
  const schema = {
    type: 'object',
    properties: {
      set: list({ 'x-kubernetes-list-type': 'set' }),
      map: list({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['port', 'protocol'] }),
      whole: list({ 'x-kubernetes-list-type': 'atomic' }),
      selector: { type: 'object', 'x-kubernetes-map-type': 'atomic', properties: { deep: list({}) } },
    },
  };
  expect(mergeSchemaOf(schema)).toEqual({
    properties: {
      set: { type: 'set' },
      map: { keys: { port: null, protocol: 'TCP' } },
      selector: { type: 'atomic' },
    },
  });
});

it('goes below lists with keys and maps of any fields, not below lists that are replaced', () => {
  const set = { type: 'array', 'x-kubernetes-list-type': 'set', items: {} };
  const holder = { type: 'object', properties: { set } };
  const schema = {
    type: 'object',
    properties: {
      map: {
        type: 'array',
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
        items: holder,
      },
      any: { type: 'object', additionalProperties: holder },
      whole: { type: 'array', items: holder },
    },
  };
  const inner = { properties: { set: { type: 'set' } } };
  expect(mergeSchemaOf(schema)).toEqual({
    properties: { map: { keys: { name: null }, items: inner }, any: { additional: inner } },
  });
});
