import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../src/gatewayapi/ordering/page-of.ts';
import { SortOrder } from '../../../src/gatewayapi/ordering/sort-order.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

const KINDS = ['GRPCRoute', 'HTTPRoute', 'TCPRoute'];
const ORDERS = [[], ['CREATION_TIMESTAMP_DESC'], ['HOSTNAME_ASC'], ['NAME_DESC', 'KIND_DESC']];
const PAGE = 37;

function route(index: number, kind: string): RawObject {
  const day = String(1 + (index % 28)).padStart(2, '0');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: {
      namespace: `team-${index % 7}`,
      name: `route-${index}`,
      creationTimestamp: `2026-01-${day}T00:00:00Z`,
    },
    spec: { hostnames: [`h${index % 11}.example.com`] },
  };
}

const idOf = ({ kind, metadata }: RawObject): string => `${kind} ${metadata.namespace}/${metadata.name}`;

function listsOf(objects: Iterable<RawObject>, order: SortOrder): readonly (readonly RawObject[])[] {
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const byName = new SortOrder(['NAMESPACE_ASC', 'NAME_ASC']);
  return KINDS.map((kind) => order.sort(byName.sort(byKind.get(kind) ?? [])));
}

describe('pages', () => {
  it.each(ORDERS.map((columns) => [columns]))(
    'of 1,000 routes that come and go hold each that stays once, in the order %j',
    (columns) => {
      const order = new SortOrder(columns);
      const cluster = new Map<string, RawObject>();
      const add = (index: number): void => {
        const object = route(index, KINDS[index % KINDS.length] ?? '');
        cluster.set(idOf(object), object);
      };
      for (let index = 0; index < 1_000; index += 1) add(index);
      const staying = new Set(cluster.keys());
      const seen: string[] = [];
      let after: readonly string[] | undefined;
      let turn = 0;
      for (let more = true; more; turn += 1) {
        const page = pageOf(listsOf(cluster.values(), order), order, { after, size: PAGE });
        expect(page.totalCount).toBe(cluster.size);
        seen.push(...page.nodes.map(idOf));
        const last = page.nodes.at(-1);
        after = last === undefined ? after : order.keyOf(last);
        more = page.hasNextPage;
        // Objects come in all places; others go, the one of the cursor and its neighbours among them.
        for (let each = 0; each < 5; each += 1) add(1_000 + turn * 5 + each);
        for (const gone of [
          ...page.nodes.slice(-2),
          ...[...cluster.values()].slice(turn * 3, turn * 3 + 3),
        ]) {
          cluster.delete(idOf(gone));
          staying.delete(idOf(gone));
        }
      }
      expect(turn).toBeGreaterThan(20);
      expect(new Set(seen).size).toBe(seen.length);
      expect([...staying].filter((id) => !seen.includes(id))).toEqual([]);
    },
  );

  it('of several lists are those of one sorted list', () => {
    const objects = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(...KINDS)), {
      selector: ([index, kind]) => `${index} ${kind}`,
      maxLength: 30,
    });
    fc.assert(
      fc.property(objects, fc.constantFrom(...ORDERS), fc.nat(31), fc.nat(12), (drawn, columns, at, size) => {
        const order = new SortOrder(columns);
        const all = drawn.map(([index, kind]) => route(index, kind));
        const sorted = all.toSorted((a, b) => order.compareKeys(order.keyOf(a), order.keyOf(b)));
        const from = sorted[at];
        const start = from === undefined ? 0 : at + 1;
        const after = from === undefined ? undefined : order.keyOf(from);
        const page = pageOf(listsOf(all, order), order, { after, size });
        expect(page.nodes.map(idOf)).toEqual(sorted.slice(start, start + size).map(idOf));
        expect(page).toMatchObject({
          totalCount: sorted.length,
          hasNextPage: start + size < sorted.length,
          hasPreviousPage: start > 0,
        });
      }),
    );
  });

  it('of a whole list are the list itself', () => {
    const list = [route(0, 'HTTPRoute'), route(7, 'HTTPRoute')];
    expect(pageOf([list], new SortOrder([]), { after: undefined, size: undefined }).nodes).toBe(list);
  });
});

describe('an order', () => {
  it('is refused where a column is there twice, in whatever direction', () => {
    expect(() => new SortOrder(['NAME_ASC', 'NAME_DESC'])).toThrow('orderBy: NAME is there twice');
  });
});
