import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listChanges } from '../../src/gatewayapi/list-changes.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';

function box(namespace: string, name: string): RawObject {
  return { apiVersion: 'v1', kind: 'Box', metadata: { namespace, name } };
}

const [a, b, c] = [box('ns', 'a'), box('ns', 'b'), box('ns', 'c')];

describe('changes between two lists', () => {
  test('are none where the objects are identical', () => {
    expect(listChanges([a, b], [a, b])).toEqual([]);
    expect(listChanges([], [])).toEqual([]);
  });

  test('are what came, what went, and what says something else', () => {
    const other = box('ns', 'b');
    expect(listChanges([a, b], [b, c])).toEqual([{ before: a }, { after: c }]);
    const [change, ...more] = listChanges([a, b, c], [a, other, c]);
    expect(more).toEqual([]);
    expect([change?.before === b, change?.after === other]).toEqual([true, true]);
  });

  test('lead from the one to the other', () => {
    const names = fc.uniqueArray(fc.tuple(fc.constantFrom('m', 'n'), fc.constantFrom('a', 'b', 'c')), {
      selector: (pair) => pair.join('/'),
    });
    const sorted = (objects: readonly RawObject[]) =>
      objects.toSorted((x, y) => (idOf(x) < idOf(y) ? -1 : 1));
    fc.assert(
      fc.property(names, names, fc.boolean(), (before, after, keeps) => {
        const old = sorted(before.map(([namespace, name]) => box(namespace, name)));
        const known = new Map(old.map((object) => [idOf(object), object]));
        const now = sorted(
          after.map(([namespace, name]) => {
            const made = box(namespace, name);
            return keeps ? (known.get(idOf(made)) ?? made) : made;
          }),
        );
        const result = new Map(known);
        for (const change of listChanges(old, now)) {
          if (change.before !== undefined) result.delete(idOf(change.before));
          if (change.after !== undefined) result.set(idOf(change.after), change.after);
        }
        expect(sorted([...result.values()])).toEqual(now);
      }),
    );
  });
});

function idOf({ metadata }: RawObject): string {
  return `${metadata.namespace}\0${metadata.name}`;
}
