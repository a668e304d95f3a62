import { compareBytes } from '../gatewayapi/compare-bytes.ts';
import type { EntryIndex } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import type { RawObject } from '../kube/raw-object.ts';

const NONE: readonly never[] = Object.freeze([]);

interface Row<T> {
  readonly owner: string;
  readonly value: T;
}

/** Keys that changed, which are remembered one by one. */
const MAX_CHANGED = 10_000;

/** The entries of an index over the objects of a list, kept by delta when objects change. */
export class EntryTable<T> {
  readonly #index: EntryIndex<T>;
  readonly #rows = new Map<string, Row<T>[]>();
  #below: EntryTable<T> | undefined;
  /** From which revision of the cluster on entries are right; those that changed later have their own. */
  #since: number;
  readonly #changedAt = new Map<string, number>();

  /** `objects` in the order of (namespace, name) by bytes, as readers list them, at a revision of the cluster. */
  constructor(index: EntryIndex<T>, objects: readonly RawObject[] = [], revision = 0) {
    this.#index = index;
    this.#since = revision;
    for (const object of objects) this.append(object);
  }

  /** A layer that takes in changes and leaves the table below as it is; right for as long as nobody else changes that. */
  static over<T>(below: EntryTable<T>): EntryTable<T> {
    const table = new EntryTable(below.#index);
    table.#below = below;
    return table;
  }

  /** Takes in an object that comes behind all others. */
  append(object: RawObject): void {
    for (const [key, row] of rowsOf(this.#index, object)) {
      const known = this.#rows.get(key);
      if (known === undefined) this.#rows.set(key, [row]);
      else known.push(row);
    }
  }

  get(key: string): readonly T[] {
    return this.#rowsAt(key)?.map(({ value }) => value) ?? NONE;
  }

  /** Whether the entry of a key has been what it is since a revision, or longer. */
  isSince(key: string, revision: number): boolean {
    return (this.#changedAt.get(key) ?? this.#since) <= revision;
  }

  /** Takes in a change that came with a revision; gives the keys whose entries are no longer the same. */
  apply({ before, after }: ObjectChange, revision = 0): readonly string[] {
    const old = before === undefined ? [] : rowsOf(this.#index, before);
    const now = after === undefined ? [] : rowsOf(this.#index, after);
    const keys = new Set([...old, ...now].map(([key]) => key));
    return [...keys].filter((key) => {
      const oldRows = rowsAt(old, key);
      const newRows = rowsAt(now, key);
      if (this.#sameRows(oldRows, newRows)) return false;
      this.#replace(key, oldRows[0]?.owner, newRows);
      this.#noteChange(key, revision);
      return true;
    });
  }

  #noteChange(key: string, revision: number): void {
    if (this.#changedAt.size >= MAX_CHANGED) {
      this.#changedAt.clear();
      this.#since = revision;
    }
    this.#changedAt.set(key, revision);
  }

  #sameRows(a: readonly Row<T>[], b: readonly Row<T>[]): boolean {
    const same = this.#index.same ?? Object.is;
    return (
      a.length === b.length &&
      a.every((row, position) => {
        const other = b[position];
        return other !== undefined && row.owner === other.owner && same(row.value, other.value);
      })
    );
  }

  #replace(key: string, oldOwner: string | undefined, rows: readonly Row<T>[]): void {
    const others = (this.#rowsAt(key) ?? []).filter(({ owner }) => owner !== oldOwner);
    const [first] = rows;
    const at =
      first === undefined ? -1 : others.findIndex(({ owner }) => compareBytes(owner, first.owner) > 0);
    const merged = at < 0 ? [...others, ...rows] : [...others.slice(0, at), ...rows, ...others.slice(at)];
    if (merged.length === 0 && this.#below === undefined) this.#rows.delete(key);
    else this.#rows.set(key, merged);
  }

  #rowsAt(key: string): readonly Row<T>[] | undefined {
    const own = this.#rows.get(key);
    return own === undefined && this.#below !== undefined ? this.#below.#rowsAt(key) : own;
  }
}

function rowsOf<T>(
  index: EntryIndex<T>,
  object: RawObject,
): readonly (readonly [key: string, row: Row<T>])[] {
  const { namespace = '', name } = object.metadata;
  // NUL sorts before every character of a name, so that the text orders as (namespace, name) does.
  const owner = `${namespace}\0${name}`;
  return index.entriesOf(object).map(([key, value]) => [key, { owner, value }]);
}

function rowsAt<T>(rows: readonly (readonly [string, Row<T>])[], key: string): readonly Row<T>[] {
  return rows.filter(([candidate]) => candidate === key).map(([, row]) => row);
}
