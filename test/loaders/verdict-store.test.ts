import { describe, expect, test } from 'vitest';
import {
  type EntryIndex,
  entry,
  type Rule,
  type VerdictRule,
  verdict,
  verdictRule,
} from '../../src/gatewayapi/fact.ts';
import type { ObjectKey } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import type { HeldFacts } from '../../src/loaders/held-facts.ts';
import { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { FactsInMemory } from '../support/answer-facts.ts';

interface Box {
  readonly size?: number;
  readonly lid?: string;
  readonly shelf?: string;
}

function box(name: string, fields: Box = {}): RawObject {
  return { apiVersion: 'v1', kind: 'Box', metadata: { namespace: 'ns', name }, ...fields };
}

const key = (name: string): ObjectKey => ({ group: '', kind: 'Box', namespace: 'ns', name });

const byShelf: EntryIndex<ObjectKey> = {
  kind: { group: '', kind: 'Box' },
  entriesOf: (object) => (typeof object['shelf'] === 'string' ? [[object['shelf'], keyOf(object)]] : []),
  same: (a, b) => a.name === b.name,
};

/** Whether a box is big; most changes of size make no difference. */
// biome-ignore lint/correctness/useYield: a rule that asks for nothing is still a rule.
const big = verdictRule<boolean>('big', function* (object): Rule<boolean> {
  return Number(object['size'] ?? 0) > 10;
});

/** Reads the lid of the box that a box names, and whether that is big. */
const lidIsBig = verdictRule<string>('lidIsBig', function* (object) {
  const lid = yield* verdict(big, key(String(object['lid'])));
  return lid.state === 'judged' ? `lid big: ${lid.value}` : lid.state;
});

const countOnShelf: VerdictRule<number> = {
  name: 'countOnShelf',
  *evaluate({ name }) {
    const found = yield* entry(byShelf, undefined, name);
    let count = 0;
    for (const each of found.state === 'entry' ? found.values : []) {
      const answer = yield* verdict(big, each);
      if (answer.state === 'judged' && answer.value) count += 1;
    }
    return { state: 'judged', value: count };
  },
};

/** A store over objects that can be replaced one by one. */
class Shop {
  readonly store: VerdictStore;
  #objects: readonly RawObject[];

  constructor(...objects: RawObject[]) {
    this.#objects = objects;
    this.store = new VerdictStore(this.#facts());
  }

  put(after: RawObject): void {
    const before = this.#objects.find(({ metadata }) => metadata.name === after.metadata.name);
    this.#objects = [...this.#objects.filter((object) => object !== before), after].sort((a, b) =>
      a.metadata.name < b.metadata.name ? -1 : 1,
    );
    this.store.advance(this.#facts(), [{ before, after }]);
  }

  remove(name: string): void {
    const before = this.#objects.find(({ metadata }) => metadata.name === name);
    this.#objects = this.#objects.filter((object) => object !== before);
    this.store.advance(this.#facts(), [{ before }]);
  }

  /** How many verdicts `run` computes. */
  counted(run: () => unknown): number {
    const before = this.store.evaluations;
    run();
    return this.store.evaluations - before;
  }

  #facts(): HeldFacts {
    return new FactsInMemory(this.#objects);
  }
}

describe('a verdict', () => {
  test('is computed once, however often it is asked for', () => {
    const shop = new Shop(box('a', { size: 20 }));
    expect(shop.store.get(big, key('a'))).toEqual({ state: 'judged', value: true });
    expect(shop.counted(() => shop.store.get(big, key('a')))).toBe(0);
  });

  test('is computed again when the object it read has changed', () => {
    const shop = new Shop(box('a', { size: 20 }));
    shop.store.get(big, key('a'));
    shop.put(box('a', { size: 1 }));
    expect(shop.store.get(big, key('a'))).toEqual({ state: 'judged', value: false });
  });

  test('stays when something has changed that it did not read', () => {
    const shop = new Shop(box('a'), box('b'));
    shop.store.get(big, key('a'));
    shop.put(box('b', { size: 20 }));
    expect(shop.counted(() => shop.store.get(big, key('a')))).toBe(0);
  });

  test('follows what it read through other verdicts', () => {
    const shop = new Shop(box('a', { lid: 'b' }), box('b', { size: 1 }));
    expect(shop.store.get(lidIsBig, key('a'))).toMatchObject({ value: 'lid big: false' });
    shop.put(box('b', { size: 20 }));
    expect(shop.store.get(lidIsBig, key('a'))).toMatchObject({ value: 'lid big: true' });
  });

  test('stays when the verdict below it comes out the same', () => {
    const shop = new Shop(box('a', { lid: 'b' }), box('b', { size: 1 }));
    shop.store.get(lidIsBig, key('a'));
    shop.put(box('b', { size: 2 }));
    expect(shop.counted(() => shop.store.get(lidIsBig, key('a')))).toBe(1);
  });

  test('says when its object is not there, and notices when it comes', () => {
    const shop = new Shop(box('a', { lid: 'b' }));
    expect(shop.store.get(lidIsBig, key('a'))).toMatchObject({ value: 'absent' });
    shop.put(box('b', { size: 20 }));
    expect(shop.store.get(lidIsBig, key('a'))).toMatchObject({ value: 'lid big: true' });
    shop.remove('b');
    expect(shop.store.get(lidIsBig, key('a'))).toMatchObject({ value: 'absent' });
    shop.remove('a');
    expect(shop.store.get(lidIsBig, key('a'))).toEqual({ state: 'absent' });
  });
});

describe('a verdict over an entry', () => {
  test('changes with the members of the entry', () => {
    const shop = new Shop(box('a', { size: 20, shelf: 'top' }), box('b', { size: 20 }));
    expect(shop.store.get(countOnShelf, key('top'))).toMatchObject({ value: 1 });
    shop.put(box('b', { size: 20, shelf: 'top' }));
    expect(shop.store.get(countOnShelf, key('top'))).toMatchObject({ value: 2 });
    shop.put(box('a', { size: 20, shelf: 'floor' }));
    expect(shop.store.get(countOnShelf, key('top'))).toMatchObject({ value: 1 });
    shop.remove('b');
    expect(shop.store.get(countOnShelf, key('top'))).toMatchObject({ value: 0 });
  });

  test('stays when other entries change', () => {
    const shop = new Shop(box('a', { size: 20, shelf: 'top' }));
    shop.store.get(countOnShelf, key('top'));
    shop.put(box('b', { size: 20, shelf: 'floor' }));
    expect(shop.counted(() => shop.store.get(countOnShelf, key('top')))).toBe(0);
  });

  test('stays when a member says something that makes no difference', () => {
    const shop = new Shop(box('a', { size: 20, shelf: 'top' }), box('b', { size: 30, shelf: 'top' }));
    shop.store.get(countOnShelf, key('top'));
    shop.put(box('a', { size: 21, shelf: 'top' }));
    // The verdict on the member, and no more.
    expect(shop.counted(() => shop.store.get(countOnShelf, key('top')))).toBe(1);
  });
});

describe('settling', () => {
  test('brings up to date what was ever asked for, one verdict a step', () => {
    const shop = new Shop(box('a', { lid: 'b' }), box('b', { size: 1 }), box('c', { lid: 'b' }));
    shop.store.get(lidIsBig, key('a'));
    shop.store.get(lidIsBig, key('c'));
    shop.put(box('b', { size: 20 }));
    expect(shop.counted(() => [...shop.store.settle()])).toBe(3);
    expect(shop.counted(() => shop.store.get(lidIsBig, key('a')))).toBe(0);
    expect([...shop.store.settle()]).toEqual([]);
  });

  test('forgets verdicts on objects that are gone and that nobody needs', () => {
    const shop = new Shop(box('a', { size: 1 }));
    shop.store.get(big, key('a'));
    shop.remove('a');
    expect(shop.counted(() => [...shop.store.settle()])).toBe(0);
  });
});

describe('what is not held', () => {
  /** Holds every box but `b`, for which somebody would have to be asked. */
  function partlyHeld(...objects: RawObject[]): HeldFacts {
    const all = new FactsInMemory(objects);
    return {
      answer: (request) =>
        request.fact === 'object' && request.key.name === 'b' ? undefined : all.answer(request),
    };
  }

  test('gives no verdict, neither on itself nor on what reads it', () => {
    const store = new VerdictStore(partlyHeld(box('a', { lid: 'b' }), box('c', { size: 20 })));
    expect(store.get(big, key('b'))).toBeUndefined();
    expect(store.get(lidIsBig, key('a'))).toBeUndefined();
    expect(store.get(big, key('c'))).toEqual({ state: 'judged', value: true });
  });

  test('is not looked for again until something changes', () => {
    const facts = partlyHeld(box('a', { lid: 'b' }), box('c', { size: 20 }));
    const store = new VerdictStore(facts);
    store.get(lidIsBig, key('a'));
    const before = store.evaluations;
    store.get(lidIsBig, key('a'));
    expect(store.evaluations).toBe(before);
    const after = box('a', { lid: 'c' });
    store.advance(partlyHeld(after, box('c', { size: 20 })), [{ before: box('a', { lid: 'b' }), after }]);
    expect(store.get(lidIsBig, key('a'))).toMatchObject({ value: 'lid big: true' });
  });
});
