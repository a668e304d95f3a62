import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facet } from '../../../src/gatewayapi/filters/facet.ts';
import { FacetTable } from '../../../src/gatewayapi/filters/facet-table.ts';
import {
  and,
  EVERYTHING,
  type Filter,
  facetsOf,
  not,
  or,
  withKey,
  withKeys,
} from '../../../src/gatewayapi/filters/filter.ts';
import { selectObjects } from '../../../src/gatewayapi/filters/select-objects.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

const colours: Facet = { of: 'object', keysOf: ({ metadata }) => Object.keys(metadata.labels ?? {}) };
const names: Facet = { of: 'object', keysOf: ({ metadata }) => [metadata.name] };

function thing(name: string, ...keys: readonly string[]): RawObject {
  const labels = Object.fromEntries(keys.map((key) => [key, '']));
  return { apiVersion: 'v1', kind: 'Thing', metadata: { name, labels } };
}

function keysOf(facet: Facet, object: RawObject): readonly string[] {
  return facet.of === 'object' ? facet.keysOf(object) : [];
}

function selected(filter: Filter, objects: readonly RawObject[]): readonly RawObject[] {
  const tableOf = (facet: Facet) => FacetTable.of(objects.map((object) => keysOf(facet, object)));
  return selectObjects(filter, { objects, tableOf });
}

/** What a filter means, read off its definition object by object. */
function means(filter: Filter, object: RawObject): boolean {
  switch (filter.op) {
    case 'and':
      return filter.of.every((part) => means(part, object));
    case 'or':
      return filter.of.some((part) => means(part, object));
    case 'not':
      return !means(filter.of, object);
    case 'object':
      return filter.fits(object);
    case 'keys':
      return keysOf(filter.facet, object).some((key) => filter.keys.includes(key));
    case 'key':
      return keysOf(filter.facet, object).some(filter.fits);
  }
}

const colour = fc.constantFrom('red', 'green', 'blue');
const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.array(colour, { maxLength: 2 }).map((keys) => withKeys(colours, ...keys)),
  colour.map((wanted) => withKey(colours, (key) => key > wanted)),
  fc.constantFrom('0', '1', '2').map((name) => withKeys(names, name)),
  colour.map(
    (wanted): Filter => ({ op: 'object', fits: ({ metadata }) => wanted in (metadata.labels ?? {}) }),
  ),
);
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('filter'), { maxLength: 3 }).map((parts) => and(...parts)),
    fc.array(tie('filter'), { maxLength: 3 }).map((parts) => or(...parts)),
    tie('filter').map(not),
  ),
}));
const things = fc
  .array(fc.uniqueArray(colour), { maxLength: 8 })
  .map((all) => all.map((keys, index) => thing(String(index), ...keys)));

describe('a filter', () => {
  it('selects the objects that it means, in the order of the list', () => {
    fc.assert(
      fc.property(filter, things, (wanted, objects) => {
        expect(selected(wanted, objects)).toEqual(objects.filter((object) => means(wanted, object)));
      }),
    );
  });

  it('without conditions gives the list itself', () => {
    const objects = [thing('a'), thing('b')];
    expect(selected(EVERYTHING, objects)).toBe(objects);
    expect(selected(and(EVERYTHING, EVERYTHING), objects)).toBe(objects);
  });

  it('looks at no object that an index has ruled out', () => {
    const looked: string[] = [];
    const look: Filter = {
      op: 'object',
      fits: ({ metadata }) => {
        looked.push(metadata.name);
        return true;
      },
    };
    selected(and(look, withKeys(colours, 'red')), [thing('a'), thing('b', 'red'), thing('c')]);
    expect(looked).toEqual(['b']);
  });

  it('names its facets once', () => {
    const wanted = and(withKeys(colours, 'red'), not(or(withKeys(names, 'a'), withKeys(colours, 'blue'))));
    expect([...facetsOf(wanted)]).toEqual([colours, names]);
  });
});
