import type { Entry, EntryIndex, FactAnswer, FactRequest } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import { type GroupKind, sameGroupKind } from '../kube/object-key.ts';
import { keyOf } from '../kube/raw-object.ts';
import { EntryTable } from './entry-table.ts';

/** Answers with the objects of a kind in a namespace, or why they could not be listed; undefined: they are not held. */
export type ListObjects = (kind: GroupKind, namespace: string | undefined) => FactAnswer | undefined;

/** By namespace; undefined is the whole cluster. */
type TablesOfIndex = Map<string | undefined, EntryTable<unknown> | FactAnswer>;

const OBJECTS_A_STEP = 50;

/** The tables of all indexes that some verdict has read, kept by delta. */
export class EntryTables {
  readonly #tables = new Map<EntryIndex<unknown>, TablesOfIndex>();
  readonly #list: ListObjects;
  #revision = 0;

  constructor(list: ListObjects) {
    this.#list = list;
  }

  /** As it was at a revision that may be over; undefined where nobody knows any more, or nobody has asked yet. */
  entryAt(
    index: EntryIndex<unknown>,
    namespace: string | undefined,
    { key, revision }: { readonly key: string; readonly revision: number },
  ): Entry<unknown> | undefined {
    const table = this.#tables.get(index)?.get(namespace);
    if (!(table instanceof EntryTable) || !table.isSince(key, revision)) return undefined;
    return { state: 'entry', values: table.get(key) };
  }

  /** undefined where the objects are not held. */
  entry(
    index: EntryIndex<unknown>,
    namespace: string | undefined,
    key: string,
  ): Entry<unknown> | FactAnswer | undefined {
    const table = this.table(index, namespace);
    return table instanceof EntryTable ? { state: 'entry', values: table.get(key) } : table;
  }

  /** Built when it is first asked for; why it cannot be, or undefined where the objects are not held. */
  table(
    index: EntryIndex<unknown>,
    namespace: string | undefined,
  ): EntryTable<unknown> | FactAnswer | undefined {
    const ofIndex = this.#tablesOf(index);
    const known = ofIndex.get(namespace);
    if (known !== undefined) return known;
    const answer = this.#list(index.kind, namespace);
    if (answer === undefined) return undefined;
    const table = 'objects' in answer ? new EntryTable(index, answer.objects, this.#revision) : answer;
    ofIndex.set(namespace, table);
    return table;
  }

  /** The tables that there are by now. */
  *all(): Iterable<{ readonly index: EntryIndex<unknown>; readonly namespace: string | undefined }> {
    for (const [index, tables] of this.#tables) {
      for (const namespace of tables.keys()) yield { index, namespace };
    }
  }

  /** The kinds of the objects that the indexes are over. */
  kinds(): readonly GroupKind[] {
    return Array.from(this.#tables.keys(), ({ kind }) => kind);
  }

  /** Builds an index over the whole cluster, some objects a step, unless somebody has needed it before. */
  *prepare(index: EntryIndex<unknown>): Generator<undefined, void> {
    const answer = this.#list(index.kind, undefined);
    if (answer === undefined || !('objects' in answer) || this.#tablesOf(index).has(undefined)) return;
    const revision = this.#revision;
    const table = new EntryTable(index, [], revision);
    for (const [position, object] of answer.objects.entries()) {
      table.append(object);
      if (position % OBJECTS_A_STEP === 0) yield;
    }
    // What has changed in the meantime is not in it.
    if (this.#revision === revision && !this.#tablesOf(index).has(undefined)) {
      this.#tablesOf(index).set(undefined, table);
    }
  }

  /** A revision begins, with all that `apply` is told until the next. */
  begin(revision: number): void {
    this.#revision = revision;
  }

  /** Takes in a change; gives the questions whose answers are no longer the same. */
  apply(change: ObjectChange): readonly FactRequest[] {
    const object = change.after ?? change.before;
    if (object === undefined) return [];
    const key = keyOf(object);
    const changed: FactRequest[] = [];
    for (const [index, tables] of this.#tables) {
      if (!sameGroupKind(index.kind, key)) continue;
      for (const namespace of new Set([undefined, key.namespace])) {
        const table = tables.get(namespace);
        if (!(table instanceof EntryTable)) continue;
        for (const entry of table.apply(change, this.#revision))
          changed.push({ fact: 'entry', index, namespace, key: entry });
      }
    }
    return changed;
  }

  #tablesOf(index: EntryIndex<unknown>): TablesOfIndex {
    let ofIndex = this.#tables.get(index);
    if (ofIndex === undefined) {
      ofIndex = new Map();
      this.#tables.set(index, ofIndex);
    }
    return ofIndex;
  }
}
