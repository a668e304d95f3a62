import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EntryIndex, entry, verdict, verdictRule } from '../../src/gatewayapi/fact.ts';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import type { ClusterReader, ClusterSnapshot } from '../../src/kube/cluster-reader.ts';
import type { Lookup } from '../../src/kube/lookup.ts';
import type { ObjectKey } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { ClusterLoaders } from '../../src/loaders/cluster-loaders.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';

const KIND = { group: '', kind: 'Box' };
const key = (name: string): ObjectKey => ({ ...KIND, namespace: 'ns', name });

function box(name: string, size: number): RawObject {
  return { apiVersion: 'v1', kind: 'Box', metadata: { namespace: 'ns', name }, size };
}

const RESOURCE = { ...KIND, plural: 'boxes', namespaced: true, versions: ['v1'], synced: true };

function snapshotOf(objects: readonly RawObject[], series?: object): ClusterSnapshot {
  return {
    series,
    get: ({ name }): Lookup => {
      const object = objects.find(({ metadata }) => metadata.name === name);
      return object === undefined ? { state: 'absent' } : { state: 'found', object };
    },
    list: () => ({ state: 'listed', objects }),
    kind: () => ({ state: 'served', resource: RESOURCE }),
  };
}

/** `secret`: what only the cluster has. */
function readerOf(snapshot: ClusterSnapshot | undefined, secret?: RawObject): ClusterReader {
  const answer = (wanted: ObjectKey): Lookup =>
    secret !== undefined && wanted.name === secret.metadata.name
      ? { state: 'found', object: secret }
      : (snapshot?.get(wanted) ?? { state: 'found', object: box(wanted.name, 1) });
  return {
    snapshot,
    getMany: (keys) => keys.map(answer),
    list: (kind, scope) => snapshot?.list(kind, scope) ?? { state: 'listed', objects: [] },
    kind: () => ({ state: 'served', resource: RESOURCE }),
    resources: () => ({ state: 'listed', resources: [] }),
    versions: () => ({}),
    locate: () => undefined,
    hasSynced: () => true,
    report: () => ({ requests: 0, stale: false, hidden: [], warnings: [] }),
  };
}

/** The size of a box; counts how often it is evaluated. */
function countingRule() {
  const counter = { evaluations: 0 };
  // biome-ignore lint/correctness/useYield: a rule that asks for nothing is still a rule.
  const rule = verdictRule<unknown>('size', function* (object) {
    counter.evaluations += 1;
    return object['size'];
  });
  return { counter, rule };
}

function open(cache: VerdictCache, reader: ClusterReader): ClusterLoaders {
  const indexes = new IndexCache();
  return new ClusterLoaders(reader, indexes, { verdicts: cache.verdictsFor(reader, indexes, LIVE_PREMISES) });
}

const bySize: EntryIndex<ObjectKey> = {
  kind: KIND,
  entriesOf: (object) => [[String(object['size']), keyOf(object)]],
  same: (x, y) => x.name === y.name,
};

const size = verdictRule<number>('size', function* (object) {
  const others = yield* entry(bySize, undefined, String(object['size']));
  return others.state === 'entry' ? others.values.length : -1;
});

/** The names of all boxes that are as large as this one, and how many each of them has beside it. */
const peers = verdictRule<readonly string[]>('peers', function* (object) {
  const found = yield* entry(bySize, undefined, String(object['size']));
  const said: string[] = [];
  for (const peer of found.state === 'entry' ? found.values : []) {
    said.push(`${peer.name} ${JSON.stringify(yield* verdict(size, peer))}`);
  }
  return said;
});

const NAMES = ['a', 'b', 'c', 'd'];

/** Somebody who began at a moment, and what the cluster held then. */
interface Begun {
  readonly loaders: ClusterLoaders;
  readonly objects: readonly RawObject[];
}

/** The boxes with one of another size, or without it. */
function withSize(objects: readonly RawObject[], name: string, itsSize: number | null): readonly RawObject[] {
  const others = objects.filter(({ metadata }) => metadata.name !== name);
  const all = itsSize === null ? others : [...others, box(name, itsSize)];
  return all.toSorted((x, y) => (x.metadata.name < y.metadata.name ? -1 : 1));
}

const peersOfAll = (loaders: ClusterLoaders) => NAMES.map((name) => loaders.verdict(peers, key(name)));
const peersAlone = (objects: readonly RawObject[]) =>
  peersOfAll(open(new VerdictCache(), readerOf(snapshotOf(objects))));

const judged = (value: unknown) => ({ state: 'judged', value });

describe('verdicts', () => {
  test('are shared by all who read one snapshot', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    const snapshot = snapshotOf([box('a', 1)]);
    for (const reader of [readerOf(snapshot), readerOf(snapshot)]) {
      expect(open(cache, reader).verdict(rule, key('a'))).toEqual(judged(1));
    }
    expect(counter.evaluations).toBe(1);
  });

  test('are not shared with those who read another', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    const seen = [1, 2].map((size) =>
      open(cache, readerOf(snapshotOf([box('a', size)]))).verdict(rule, key('a')),
    );
    expect(seen).toEqual([judged(1), judged(2)]);
    expect(counter.evaluations).toBe(2);
  });

  test('of a reader without a snapshot last as long as the execution', () => {
    const reader = readerOf(undefined);
    const { counter, rule } = countingRule();
    expect(new VerdictCache().verdictsFor(reader, new IndexCache(), LIVE_PREMISES)).toBeUndefined();
    const loaders = new ClusterLoaders(reader, new IndexCache());
    loaders.verdict(rule, key('a'));
    loaders.verdict(rule, key('a'));
    expect(counter.evaluations).toBe(1);
  });

  test('that need what is not held are computed by whoever asks', () => {
    const { counter, rule } = countingRule();
    const held = snapshotOf([box('a', 1)]);
    const snapshot = {
      ...held,
      get: (wanted: ObjectKey) => (wanted.name === 'b' ? undefined : held.get(wanted)),
    };
    const cache = new VerdictCache();
    const sizes = [7, 8].map((size) =>
      open(cache, readerOf(snapshot, box('b', size))).verdict(rule, key('b')),
    );
    expect(sizes).toEqual([judged(7), judged(8)]);
    expect(counter.evaluations).toBe(2);
  });
});

describe('in a series of snapshots', () => {
  const series = {};
  const [a, b] = [box('a', 1), box('b', 1)];

  test('verdicts on what has not changed are carried over', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    const first = open(cache, readerOf(snapshotOf([a, b], series)));
    first.verdict(rule, key('a'));
    first.verdict(rule, key('b'));
    const second = open(cache, readerOf(snapshotOf([a, box('b', 2)], series)));
    expect(second.verdict(rule, key('a'))).toEqual(judged(1));
    expect(second.verdict(rule, key('b'))).toEqual(judged(2));
    expect(counter.evaluations).toBe(3);
  });

  test('those who still see the old one still see it', () => {
    const cache = new VerdictCache();
    const { rule } = countingRule();
    const old = open(cache, readerOf(snapshotOf([a], series)));
    expect(old.verdict(rule, key('a'))).toEqual(judged(1));
    const now = open(cache, readerOf(snapshotOf([box('a', 2)], series)));
    expect(now.verdict(rule, key('a'))).toEqual(judged(2));
    expect(old.verdict(rule, key('a'))).toEqual(judged(1));
  });

  test('those who still see the old one share what has not changed since', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    const old = open(cache, readerOf(snapshotOf([a, b], series)));
    old.verdict(rule, key('a'));
    old.verdict(rule, key('b'));
    const now = open(cache, readerOf(snapshotOf([box('a', 2), b], series)));
    now.verdict(rule, key('a'));
    const evaluations = counter.evaluations;
    const late = open(cache, readerOf(snapshotOf([box('a', 3), b], series)));
    expect(now.verdict(rule, key('b'))).toEqual(judged(1));
    expect(now.verdict(rule, key('a'))).toEqual(judged(2));
    expect(counter.evaluations).toBe(evaluations);
    expect(late.verdict(rule, key('a'))).toEqual(judged(3));
  });

  test('everybody sees the cluster of the moment at which they began', () => {
    const deed = fc.record({
      name: fc.constantFrom(...NAMES),
      size: fc.option(fc.integer({ min: 0, max: 2 })),
      /** Who asks then: the one who began last, or one who began before. */
      asks: fc.nat({ max: 5 }),
      begins: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const [cache, ofTest] = [new VerdictCache(), {}];
        const begun: Begun[] = [];
        let objects: readonly RawObject[] = [];
        for (const { name, size, begins, asks } of deeds) {
          objects = withSize(objects, name, size);
          if (begins) begun.push({ loaders: open(cache, readerOf(snapshotOf(objects, ofTest))), objects });
          const asking = begun.at(-1 - asks);
          if (asking !== undefined) expect(peersOfAll(asking.loaders)).toEqual(peersAlone(asking.objects));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('nothing is carried over when kinds come or go', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    open(cache, readerOf(snapshotOf([a], series))).verdict(rule, key('a'));
    const gone = { ...snapshotOf([a], series), kind: () => ({ state: 'notServed', message: '' }) as const };
    open(cache, readerOf(gone)).verdict(rule, key('a'));
    expect(counter.evaluations).toBe(2);
  });
});
