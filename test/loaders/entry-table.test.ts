import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryIndex } from '../../src/gatewayapi/fact.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { EntryTable } from '../../src/loaders/entry-table.ts';

/** Boxes by their labels; a reader needs to know the name and the size. */
const byLabel: EntryIndex<string> = {
  kind: { group: '', kind: 'Box' },
  entriesOf: ({ metadata, ...fields }) =>
    ((fields['labels'] as readonly string[]) ?? []).map((label) => [
      label,
      `${metadata.name}:${fields['size']}`,
    ]),
};

function box(name: string, labels: readonly string[], size = 1): RawObject {
  return { apiVersion: 'v1', kind: 'Box', metadata: { namespace: 'ns', name }, labels, size };
}

describe('a table of entries', () => {
  test('has the values of a key in the order of their objects', () => {
    const table = new EntryTable(byLabel, [box('a', ['x', 'y']), box('b', ['x'])]);
    expect(table.get('x')).toEqual(['a:1', 'b:1']);
    expect(table.get('y')).toEqual(['a:1']);
    expect(table.get('z')).toEqual([]);
  });

  test('tells which keys a change is about', () => {
    const table = new EntryTable(byLabel, [box('a', ['x', 'y'])]);
    expect(table.apply({ before: box('a', ['x', 'y']), after: box('a', ['y', 'z']) })).toEqual(['x', 'z']);
    expect(table.apply({ before: box('a', ['y', 'z']), after: box('a', ['y', 'z'], 2) })).toEqual(['y', 'z']);
    expect(table.apply({ before: box('a', ['y', 'z'], 2), after: box('a', ['y', 'z'], 2) })).toEqual([]);
    expect(table.apply({ before: box('a', ['y', 'z'], 2) })).toEqual(['y', 'z']);
  });

  test('goes by what readers need where an index says what that is', () => {
    const byName: EntryIndex<string> = { ...byLabel, same: (a, b) => a.split(':')[0] === b.split(':')[0] };
    const table = new EntryTable(byName, [box('a', ['x'])]);
    expect(table.apply({ before: box('a', ['x']), after: box('a', ['x'], 2) })).toEqual([]);
  });

  test('after changes is what it would be from the start', () => {
    const boxes = fc
      .tuple(
        fc.constantFrom('a', 'b', 'c'),
        fc.uniqueArray(fc.constantFrom('x', 'y', 'z')),
        fc.constantFrom(1, 2),
        fc.boolean(),
      )
      .map(([name, labels, size, stays]) => ({ name, after: stays ? box(name, labels, size) : undefined }));
    fc.assert(
      fc.property(fc.array(boxes), (changes) => {
        const table = new EntryTable(byLabel);
        const current = new Map<string, RawObject>();
        for (const { name, after } of changes) {
          table.apply({ before: current.get(name), after });
          if (after === undefined) current.delete(name);
          else current.set(name, after);
        }
        const sorted = [...current.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
        const fresh = new EntryTable(byLabel, sorted);
        for (const key of ['x', 'y', 'z']) expect(table.get(key)).toEqual(fresh.get(key));
      }),
    );
  });
});
