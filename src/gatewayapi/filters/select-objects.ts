import type { RawObject } from '../../kube/raw-object.ts';
import type { Facet } from './facet.ts';
import type { FacetTable } from './facet-table.ts';
import type { Filter } from './filter.ts';
import { intersection, type Positions, range, union, without } from './positions.ts';

/** A list, and the index of each facet of it that a filter asks for. */
export interface IndexedList {
  readonly objects: readonly RawObject[];
  readonly tableOf: (facet: Facet) => FacetTable;
}

/** The objects of a list that a filter means, in the order of the list. */
export function selectObjects(filter: Filter, list: IndexedList): readonly RawObject[] {
  const selected = select(filter, list, undefined);
  if (selected === undefined) return list.objects;
  return selected.flatMap((position) => list.objects[position] ?? []);
}

/** Those of `within` that fit; undefined for all of the list. What is looked up narrows down what is looked at. */
function select(filter: Filter, list: IndexedList, within: Positions | undefined): Positions | undefined {
  switch (filter.op) {
    case 'and': {
      let rest = within;
      for (const part of cheapestFirst(filter.of)) rest = select(part, list, rest);
      return rest;
    }
    case 'or': {
      const parts = filter.of.map((part) => select(part, list, within));
      return parts.includes(undefined) ? undefined : union(parts.filter((part) => part !== undefined));
    }
    case 'not': {
      const all = within ?? range(list.objects.length);
      const fitting = select(filter.of, list, within);
      return fitting === undefined ? [] : without(all, fitting);
    }
    case 'object':
      return (within ?? range(list.objects.length)).filter((position) => {
        const object = list.objects[position];
        return object !== undefined && filter.fits(object);
      });
    default: {
      const found = lookedUp(filter, list.tableOf(filter.facet));
      return within === undefined ? found : intersection(within, found);
    }
  }
}

function lookedUp(filter: Extract<Filter, { op: 'keys' | 'key' }>, table: FacetTable): Positions {
  const keys = filter.op === 'keys' ? filter.keys : [...table.keys()].filter(filter.fits);
  return union(keys.map((key) => table.at(key)));
}

const COST: { readonly [O in Filter['op']]: number } = { keys: 0, key: 1, and: 2, or: 2, not: 3, object: 4 };

function cheapestFirst(filters: readonly Filter[]): readonly Filter[] {
  return filters.length < 2 ? filters : filters.toSorted((a, b) => COST[a.op] - COST[b.op]);
}
