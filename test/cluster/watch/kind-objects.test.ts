import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keepKnown } from '../../../src/cluster/watch/keep-known.ts';
import { KindObjects } from '../../../src/cluster/watch/kind-objects.ts';
import type { KindSnapshot } from '../../../src/cluster/watch/kind-snapshot.ts';
import { LiveStore } from '../../../src/cluster/watch/live-store.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

let revision = 0;

function object(namespace: string, name: string): RawObject {
  revision += 1;
  const metadata = { namespace, name, uid: `${namespace}-${name}`, resourceVersion: String(revision) };
  return { apiVersion: 'v1', kind: 'Service', metadata };
}

const keysOf = (snapshot: KindSnapshot, namespace?: string) =>
  snapshot.list(namespace).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

type Deed = (objects: KindObjects, model: Map<string, RawObject>, one: RawObject) => void;

const idOf = ({ metadata }: RawObject) => `${metadata.namespace}/${metadata.name}`;

const DEEDS: Readonly<Record<'set' | 'delete' | 'look' | 'replace', Deed>> = {
  set: (objects, model, one) => {
    objects.set(one);
    model.set(idOf(one), one);
  },
  delete: (objects, model, one) => {
    objects.delete(one);
    model.delete(idOf(one));
  },
  look: () => undefined,
  replace: (objects, model) => objects.replace([...model.values()].reverse()),
};

/** What the changes between two snapshots make of the first. */
function followed(before: KindSnapshot, after: KindSnapshot): readonly string[] {
  const held = new Map(before.list(undefined).map((one) => [idOf(one), one]));
  for (const change of after.changesSince(before)) {
    if (change.before !== undefined) expect(held.get(idOf(change.before))).toBe(change.before);
    if (change.before !== undefined) held.delete(idOf(change.before));
    if (change.after !== undefined) held.set(idOf(change.after), change.after);
  }
  return [...held.keys()].sort();
}

describe('objects of a kind', () => {
  test('are in the order of (namespace, name) by bytes, which is not the order of etcd', () => {
    const objects = new KindObjects(() => undefined);
    objects.replace([object('a-b', 'x'), object('a', 'y'), object('a', 'Z'), object('a', 'b')]);
    expect(keysOf(objects.snapshot())).toEqual(['a/Z', 'a/b', 'a/y', 'a-b/x']);
  });

  test('of a snapshot stay as they were, whatever is written afterwards', () => {
    const objects = new KindObjects(() => undefined);
    objects.replace([object('a', 'one'), object('b', 'two')]);
    const before = objects.snapshot();
    const all = before.list(undefined);
    objects.set(object('a', 'zero'));
    objects.delete(object('b', 'two'));
    objects.set(object('c', 'new'));
    expect(keysOf(before)).toEqual(['a/one', 'b/two']);
    expect(before.list(undefined)).toBe(all);
    expect(before.count).toBe(2);
    expect(keysOf(objects.snapshot())).toEqual(['a/one', 'a/zero', 'c/new']);
  });

  test('of a namespace that nobody touched are the same list again', () => {
    const objects = new KindObjects(() => undefined);
    objects.replace([object('a', 'one'), object('b', 'two')]);
    const before = objects.snapshot();
    objects.set(object('a', 'three'));
    const after = objects.snapshot();
    expect(after.list('b')).toBe(before.list('b'));
    expect(after.list('a')).not.toBe(before.list('a'));
    expect(objects.snapshot()).toBe(after);
  });

  test('that come again unchanged change nothing', () => {
    let writes = 0;
    const objects = new KindObjects(() => {
      writes += 1;
    });
    const one = object('a', 'one');
    objects.replace([one]);
    const before = objects.snapshot();
    objects.set(structuredClone(one));
    objects.delete(object('a', 'other'));
    objects.delete(object('z', 'other'));
    expect(writes).toBe(1);
    expect(objects.snapshot()).toBe(before);
  });

  test('that come again in another version of the API replace those before', () => {
    const objects = new KindObjects(() => undefined);
    const one = object('a', 'one');
    objects.replace([one]);
    const newer = { ...one, apiVersion: 'v2' };
    objects.set(newer);
    expect(objects.get('a', 'one')).toBe(newer);
    expect(keepKnown(objects)(one)).toBe(one);
    expect(keepKnown(objects)(structuredClone(newer))).toBe(newer);
  });

  test('of one name in a list: the last one counts', () => {
    const objects = new KindObjects(() => undefined);
    const [first, second] = [object('a', 'one'), object('a', 'one')];
    objects.replace([first, second]);
    expect(objects.snapshot().list(undefined)).toEqual([second]);
    expect(objects.count).toBe(1);
  });

  test('without a namespace are found under none', () => {
    const objects = new KindObjects(() => undefined);
    objects.replace([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }]);
    expect(objects.snapshot().get('', 'shop')).toBeDefined();
    expect(objects.snapshot().get('shop', 'shop')).toBeUndefined();
    expect(objects.snapshot().list('shop')).toEqual([]);
  });

  test('200,000 in one namespace', () => {
    const objects = new KindObjects(() => undefined);
    objects.replace(Array.from({ length: 200_000 }, (_, index) => object('a', `route-${index}`)));
    expect(objects.snapshot().list(undefined)).toHaveLength(200_000);
    expect(objects.snapshot().get('a', 'route-199999')).toBeDefined();
  });

  test('and snapshots agree with a plain map after any writes', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const write = fc.record({
      deed: fc.constantFrom('set' as const, 'delete' as const, 'look' as const, 'replace' as const),
      namespace: name,
      name,
    });
    fc.assert(
      fc.property(fc.array(write, { maxLength: 60 }), (writes) => {
        const objects = new KindObjects(() => undefined);
        const model = new Map<string, RawObject>();
        const looks: { readonly snapshot: KindSnapshot; readonly keys: readonly string[] }[] = [];
        for (const { deed, namespace, name: itsName } of writes) {
          DEEDS[deed](objects, model, object(namespace, itsName));
          looks.push({ snapshot: objects.snapshot(), keys: [...model.keys()].sort() });
        }
        for (const { snapshot, keys } of looks) {
          expect(keysOf(snapshot)).toEqual(keys);
          expect(snapshot.count).toBe(keys.length);
          for (const key of keys) {
            const [namespace = '', itsName = ''] = key.split('/');
            expect(snapshot.get(namespace, itsName)?.metadata.name).toBe(itsName);
            expect(keysOf(snapshot, namespace)).toContain(key);
          }
        }
        const [first, last] = [looks[0]?.snapshot, looks.at(-1)?.snapshot];
        if (first !== undefined && last !== undefined) expect(followed(first, last)).toEqual(keysOf(last));
      }),
    );
  });
});

describe('a store', () => {
  const SERVICE = { group: '', kind: 'Service' };

  test('is the same snapshot until something changes', () => {
    const store = new LiveStore();
    store.of(SERVICE).replace([]);
    const before = store.snapshot();
    expect(store.snapshot()).toBe(before);
    store.of(SERVICE).set(object('a', 'one'));
    expect(store.snapshot()).not.toBe(before);
    expect(before.get('/Service')?.count).toBe(0);
  });

  test('shows a kind only between its first list and its end', () => {
    const store = new LiveStore();
    const services = store.of(SERVICE);
    expect(store.snapshot().has('/Service')).toBe(false);
    services.replace([object('a', 'one')]);
    expect(store.snapshot().get('/Service')?.count).toBe(1);
    services.clear();
    expect(store.snapshot().has('/Service')).toBe(false);
    services.replace([]);
    expect(store.snapshot().get('/Service')?.count).toBe(0);
    store.drop(SERVICE);
    expect(store.snapshot().has('/Service')).toBe(false);
  });
});
