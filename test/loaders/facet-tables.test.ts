import { describe, expect, it } from 'vitest';
import { lookup, type Rule } from '../../src/gatewayapi/fact.ts';
import type { Facet } from '../../src/gatewayapi/filters/facet.ts';
import type { FacetTable } from '../../src/gatewayapi/filters/facet-table.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { FacetTables } from '../../src/loaders/facet-tables.ts';
import { runRule } from '../../src/loaders/run-rule.ts';
import { FactsInMemory } from '../support/answer-facts.ts';

const thing = (name: string): RawObject => ({ apiVersion: 'v1', kind: 'Thing', metadata: { name } });
const things = (count: number): RawObject[] =>
  Array.from({ length: count }, (_, index) => thing(String(index)));

function counted(): { readonly facet: Facet; readonly count: () => number } {
  let count = 0;
  const facet: Facet = {
    of: 'object',
    keysOf: ({ metadata }) => {
      count += 1;
      return [String(metadata.name.length), String(metadata.name.length)];
    },
  };
  return { facet, count: () => count };
}

const run = <T>(rule: Rule<T>) => runRule(rule, new FactsInMemory([]));

describe('the index of a facet', () => {
  it('is built once for a list, and anew for another one, but no object is read twice', () => {
    const tables = new FacetTables();
    const { facet, count } = counted();
    const list = things(3);
    const table = tables.get(facet, list, run);
    expect(tables.get(facet, list, run)).toBe(table);
    expect(count()).toBe(3);
    const later = tables.get(facet, [...list.slice(1), thing('new')], run) as FacetTable;
    expect(count()).toBe(4);
    expect([later.at('1'), later.at('3')]).toEqual([[0, 1], [2]]);
  });

  it('holds each position once, ascending', () => {
    const table = new FacetTables().get(counted().facet, things(12), run) as FacetTable;
    expect(table.at('1')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(table.at('2')).toEqual([10, 11]);
    expect(table.at('3')).toEqual([]);
  });

  it('of a long list lets others have their turns, is built once all the same, and is a value from then on', async () => {
    const tables = new FacetTables();
    const { facet, count } = counted();
    const list = things(1_000);
    let othersRan = 0;
    setImmediate(() => {
      othersRan = count();
    });
    const [first, second] = await Promise.all([tables.get(facet, list, run), tables.get(facet, list, run)]);
    expect(first).toBe(second);
    expect(count()).toBe(1_000);
    expect(tables.get(facet, list, run)).toBe(first);
    expect(first.at('3')).toHaveLength(900);
    expect(othersRan).toBeGreaterThan(0);
    expect(othersRan).toBeLessThan(1_000);
  });

  it('that could not be built is built again', async () => {
    const tables = new FacetTables();
    const facet: Facet = {
      of: 'cluster',
      *keysOf() {
        const answer = yield* lookup({ group: '', kind: 'Service', namespace: 'a', name: 'b' });
        return [answer.state];
      },
    };
    const list = things(300);
    await expect(
      tables.get(facet, list, () => {
        throw new Error('out of reach');
      }),
    ).rejects.toThrow('out of reach');
    expect((await tables.get(facet, list, run)).at('absent')).toHaveLength(300);
  });
});
