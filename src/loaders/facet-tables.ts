import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Rule } from '../gatewayapi/fact.ts';
import type { Facet } from '../gatewayapi/filters/facet.ts';
import { FacetTable } from '../gatewayapi/filters/facet-table.ts';
import { all, isPromise, type MaybePromise } from '../kube/maybe-promise.ts';
import type { RawObject } from '../kube/raw-object.ts';

/** Objects between two turns of others: a few milliseconds, also for facets that take some computing. */
const SLICE = 256;

export type RunRule = <T>(rule: Rule<T>) => MaybePromise<T>;

/** One index for each facet of each list, for as long as the list lives. */
export class FacetTables {
  /** What is in an object alone is not read again when others of its list have changed. */
  readonly #keys = new Map<Facet, WeakMap<RawObject, readonly string[]>>();
  readonly #tables = new WeakMap<readonly RawObject[], Map<Facet, MaybePromise<FacetTable>>>();

  /** What was built before, if it was. */
  known(facet: Facet, objects: readonly RawObject[]): MaybePromise<FacetTable> | undefined {
    return this.#tables.get(objects)?.get(facet);
  }

  /** Takes in what somebody else has built. */
  keep(facet: Facet, objects: readonly RawObject[], table: FacetTable): void {
    this.#ofList(objects).set(facet, table);
  }

  /** A value where it is known, or the list is short; else a promise, and others have their turns in between. */
  get(facet: Facet, objects: readonly RawObject[], run: RunRule): MaybePromise<FacetTable> {
    const ofList = this.#ofList(objects);
    return ofList.get(facet) ?? keep(ofList, facet, build(this.#remembering(facet), objects, run));
  }

  #ofList(objects: readonly RawObject[]): Map<Facet, MaybePromise<FacetTable>> {
    const known = this.#tables.get(objects) ?? new Map<Facet, MaybePromise<FacetTable>>();
    this.#tables.set(objects, known);
    return known;
  }

  #remembering(facet: Facet): Facet {
    if (facet.of === 'cluster') return facet;
    const known = this.#keys.get(facet) ?? new WeakMap<RawObject, readonly string[]>();
    this.#keys.set(facet, known);
    return {
      of: 'object',
      keysOf(object) {
        let keys = known.get(object);
        if (keys === undefined) {
          keys = facet.keysOf(object);
          known.set(object, keys);
        }
        return keys;
      },
    };
  }
}

function keep(
  tables: Map<Facet, MaybePromise<FacetTable>>,
  facet: Facet,
  table: MaybePromise<FacetTable>,
): MaybePromise<FacetTable> {
  tables.set(facet, table);
  if (!isPromise(table)) return table;
  return table.then(
    (built) => {
      tables.set(facet, built);
      return built;
    },
    (error: unknown) => {
      tables.delete(facet);
      throw error;
    },
  );
}

function build(facet: Facet, objects: readonly RawObject[], run: RunRule): MaybePromise<FacetTable> {
  if (objects.length > SLICE) return buildInSlices(facet, objects, run);
  const keys = keysOf(facet, objects, run);
  return isPromise(keys) ? keys.then((known) => FacetTable.of(known)) : FacetTable.of(keys);
}

async function buildInSlices(facet: Facet, objects: readonly RawObject[], run: RunRule): Promise<FacetTable> {
  const keys: (readonly string[])[] = [];
  for (let start = 0; start < objects.length; start += SLICE) {
    keys.push(...(await keysOf(facet, objects.slice(start, start + SLICE), run)));
    await nextTurn();
  }
  return FacetTable.of(keys);
}

function keysOf(
  facet: Facet,
  objects: readonly RawObject[],
  run: RunRule,
): MaybePromise<readonly (readonly string[])[]> {
  return facet.of === 'object'
    ? objects.map(facet.keysOf)
    : all(objects.map((object) => run(facet.keysOf(object))));
}
