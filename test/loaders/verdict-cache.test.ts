import { describe, expect, test } from 'vitest';
import { verdictRule } from '../../src/gatewayapi/fact.ts';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { ClusterLoaders } from '../../src/loaders/cluster-loaders.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';

const KEY = { group: '', kind: 'Box', namespace: 'ns', name: 'a' };

function readerOf(size: number, snapshot?: object): ClusterReader {
  const object: RawObject = { apiVersion: 'v1', kind: 'Box', metadata: { namespace: 'ns', name: 'a' }, size };
  return {
    snapshot,
    getMany: (keys) => keys.map(() => ({ state: 'found', object })),
    list: () => ({ state: 'listed', objects: [object] }),
    kind: () => ({ state: 'notServed', message: '' }),
    resources: () => ({ state: 'listed', resources: [] }),
    versions: () => ({}),
    locate: () => undefined,
    hasSynced: () => true,
    report: () => ({ requests: 0, stale: false, hidden: [], warnings: [] }),
  };
}

/** Counts how often it is evaluated. */
function countingRule() {
  const counter = { evaluations: 0 };
  // biome-ignore lint/correctness/useYield: a rule that asks for nothing is still a rule.
  const rule = verdictRule<unknown>('size', function* (object) {
    counter.evaluations += 1;
    return object['size'];
  });
  return { counter, rule };
}

const indexes = new IndexCache();

describe('verdicts', () => {
  test('are shared by all who read one snapshot', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    const snapshot = {};
    for (const reader of [readerOf(1, snapshot), readerOf(1, snapshot)]) {
      const verdicts = cache.verdictsFor(reader, indexes, LIVE_PREMISES);
      const loaders = new ClusterLoaders(reader, indexes, { verdicts });
      expect(loaders.verdict(rule, KEY)).toEqual({ state: 'judged', value: 1 });
    }
    expect(counter.evaluations).toBe(1);
  });

  test('are not shared with those who read another', () => {
    const cache = new VerdictCache();
    const { counter, rule } = countingRule();
    const seen = [readerOf(1, {}), readerOf(2, {})].map((reader) => {
      const verdicts = cache.verdictsFor(reader, indexes, LIVE_PREMISES);
      return new ClusterLoaders(reader, indexes, { verdicts }).verdict(rule, KEY);
    });
    expect(seen).toEqual([
      { state: 'judged', value: 1 },
      { state: 'judged', value: 2 },
    ]);
    expect(counter.evaluations).toBe(2);
  });

  test('of a reader without a snapshot last as long as the execution', () => {
    const reader = readerOf(1);
    const { counter, rule } = countingRule();
    expect(new VerdictCache().verdictsFor(reader, indexes, LIVE_PREMISES)).toBeUndefined();
    const loaders = new ClusterLoaders(reader, indexes);
    loaders.verdict(rule, KEY);
    loaders.verdict(rule, KEY);
    expect(counter.evaluations).toBe(1);
  });

  test('are carried over to the next snapshot, and those who see the old one still see it', () => {
    const cache = new VerdictCache();
    const { rule } = countingRule();
    const [before, after] = [readerOf(1, {}), readerOf(2, {})];
    const old = new ClusterLoaders(before, indexes, {
      verdicts: cache.verdictsFor(before, indexes, LIVE_PREMISES),
    });
    old.verdict(rule, KEY);
    const [change] = [objectIn(before), objectIn(after)].map((object, at, all) => ({
      before: object,
      after: all[at + 1],
    }));
    cache.advance(before.snapshot ?? {}, after, {
      indexes,
      premises: LIVE_PREMISES,
      changes: change === undefined ? [] : [change],
    });
    const now = new ClusterLoaders(after, indexes, {
      verdicts: cache.verdictsFor(after, indexes, LIVE_PREMISES),
    });
    expect(now.verdict(rule, KEY)).toEqual({ state: 'judged', value: 2 });
    expect(old.verdict(rule, KEY)).toEqual({ state: 'judged', value: 1 });
  });
});

function objectIn(reader: ClusterReader): RawObject {
  const [slot] = reader.getMany([KEY]) as unknown as { object: RawObject }[];
  if (slot === undefined) throw new Error('the reader has no object');
  return slot.object;
}
