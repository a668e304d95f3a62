import type { Entry, EntryIndex, FactAnswer, FactRequest } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import { groupKindId } from '../kube/object-key.ts';
import { keyOf } from '../kube/raw-object.ts';
import { EntryTable } from './entry-table.ts';
import type { EntryTables } from './entry-tables.ts';

/** A table with changes, and the keys whose entries are others by that. */
interface ForkedTable {
  readonly table: EntryTable<unknown> | FactAnswer | undefined;
  readonly changed: ReadonlySet<string>;
}

interface PlacedChange {
  readonly namespace: string | undefined;
  readonly change: ObjectChange;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Indexes as they would be if some objects were others: a layer of the entries that change over each. */
export class ForkedTables {
  readonly #below: EntryTables;
  readonly #changes: ReadonlyMap<string, readonly PlacedChange[]>;
  readonly #tables = new Map<EntryIndex<unknown>, Map<string | undefined, ForkedTable>>();

  constructor(below: EntryTables, changes: readonly ObjectChange[]) {
    this.#below = below;
    const placed = changes.flatMap((change) => {
      const object = change.after ?? change.before;
      return object === undefined ? [] : [{ key: keyOf(object), change }];
    });
    this.#changes = Map.groupBy(
      placed.map(({ key, change }) => ({ kind: groupKindId(key), namespace: key.namespace, change })),
      ({ kind }) => kind,
    );
  }

  /** undefined where the objects are not held. */
  entry(
    index: EntryIndex<unknown>,
    namespace: string | undefined,
    key: string,
  ): Entry<unknown> | FactAnswer | undefined {
    const { table } = this.#forked(index, namespace);
    return table instanceof EntryTable ? { state: 'entry', values: table.get(key) } : table;
  }

  isChanged({ index, namespace, key }: Extract<FactRequest, { fact: 'entry' }>): boolean {
    return this.#forked(index, namespace).changed.has(key);
  }

  /** Of the indexes that there are by now. */
  changedEntries(): readonly FactRequest[] {
    return [...this.#below.all()].flatMap(({ index, namespace }) =>
      Array.from(
        this.#forked(index, namespace).changed,
        (key): FactRequest => ({ fact: 'entry', index, namespace, key }),
      ),
    );
  }

  #forked(index: EntryIndex<unknown>, namespace: string | undefined): ForkedTable {
    let ofIndex = this.#tables.get(index);
    if (ofIndex === undefined) {
      ofIndex = new Map();
      this.#tables.set(index, ofIndex);
    }
    const known = ofIndex.get(namespace);
    if (known !== undefined) return known;
    const forked = this.#fork(index, namespace);
    ofIndex.set(namespace, forked);
    return forked;
  }

  #fork(index: EntryIndex<unknown>, namespace: string | undefined): ForkedTable {
    const below = this.#below.table(index, namespace);
    const changes = (this.#changes.get(groupKindId(index.kind)) ?? []).filter(
      (placed) => namespace === undefined || placed.namespace === namespace,
    );
    if (!(below instanceof EntryTable) || changes.length === 0) return { table: below, changed: NOTHING };
    const table = EntryTable.over(below);
    const changed = new Set(changes.flatMap(({ change }) => table.apply(change)));
    return { table, changed };
  }
}
