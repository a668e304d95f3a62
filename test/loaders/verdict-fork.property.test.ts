import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VerdictRule } from '../../src/gatewayapi/fact.ts';
import { clusterFindings, scopeKey } from '../../src/gatewayapi/findings/cluster-findings.ts';
import { objectFindings } from '../../src/gatewayapi/findings/object-findings.ts';
import type { ObjectChange } from '../../src/kube/object-change.ts';
import { type ObjectKey, objectKeyId } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { VerdictFork } from '../../src/loaders/verdict-fork.ts';
import type { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { anyObject, clusters } from '../support/cluster-arbitrary.ts';
import { factsOver, statusRuleOf, verdictsOver } from '../support/verdicts-over.ts';

/** A number deletes an object, an object replaces the one of its key or comes anew. */
const steps = fc.array(fc.oneof(anyObject, fc.nat()), { minLength: 1, maxLength: 5 });

interface Changed {
  readonly objects: readonly RawObject[];
  readonly changes: readonly ObjectChange[];
}

const idOf = (object: RawObject) => objectKeyId(keyOf(object));

function changed(start: readonly RawObject[], how: readonly (RawObject | number)[]): Changed {
  const after = new Map(start.map((object) => [idOf(object), object]));
  for (const step of how) {
    if (typeof step !== 'number') after.set(idOf(step), step);
    else after.delete([...after.keys()][step % Math.max(after.size, 1)] ?? '');
  }
  const before = new Map(start.map((object) => [idOf(object), object]));
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  const changes = ids
    .map((id) => ({ before: before.get(id), after: after.get(id) }))
    .filter((change) => change.before !== change.after);
  return { objects: [...after.values()], changes };
}

function forkOf(store: VerdictStore, { objects, changes }: Changed): VerdictFork {
  const fork = VerdictFork.of(store, factsOver(objects), changes);
  if (fork === undefined) throw new Error('nothing can be shared');
  return fork;
}

/** Everything that is asked about the objects of two clusters, in the order of the dice. */
function questions(
  objects: readonly RawObject[],
  dice: Iterator<number>,
): readonly (readonly [VerdictRule<unknown>, ObjectKey])[] {
  const keys = new Map(objects.map((object) => [idOf(object), keyOf(object)]));
  const ofObjects = [...keys.values()].flatMap((key): (readonly [VerdictRule<unknown>, ObjectKey])[] => {
    const status = statusRuleOf(key);
    return [[objectFindings, key], ...(status === undefined ? [] : [[status, key] as const])];
  });
  const all = [
    ...ofObjects,
    [clusterFindings, scopeKey(undefined)],
    [clusterFindings, scopeKey('ns1')],
  ] as const;
  return all
    .map((question) => ({ question, rank: dice.next().value ?? 0 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ question }) => question);
}

const dice = fc.infiniteStream(fc.nat());

describe('a fork says of every object what a store over the changed objects says', () => {
  test('over a store that knows all, some, or nothing', () => {
    fc.assert(
      fc.property(clusters, steps, fc.constantFrom(0, 0.5, 1), dice, (start, how, share, numbers) => {
        const target = changed(start, how);
        const store = verdictsOver(start);
        const asked = questions([...start, ...target.objects], numbers);
        for (const [rule, key] of asked.slice(0, asked.length * share)) store.get(rule, key);
        const fork = forkOf(store, target);
        const fresh = verdictsOver(target.objects);
        for (const [rule, key] of questions([...start, ...target.objects], numbers)) {
          expect(fork.get(rule, key)).toEqual(fresh.get(rule, key));
        }
        // and the store is what it was
        const before = verdictsOver(start);
        for (const [rule, key] of asked) expect(store.get(rule, key)).toEqual(before.get(rule, key));
      }),
      { numRuns: 300 },
    );
  });

  test('also over one that has just moved on and is not settled', () => {
    fc.assert(
      fc.property(clusters, steps, steps, dice, (first, how, then, numbers) => {
        const store = verdictsOver(first);
        for (const [rule, key] of questions(first, numbers)) store.get(rule, key);
        const second = changed(first, how);
        store.advance(factsOver(second.objects), second.changes);
        const target = changed(second.objects, then);
        const fork = forkOf(store, target);
        const fresh = verdictsOver(target.objects);
        for (const [rule, key] of questions([...second.objects, ...target.objects], numbers)) {
          expect(fork.get(rule, key)).toEqual(fresh.get(rule, key));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('and names every object of which it says something else', () => {
    fc.assert(
      fc.property(clusters, steps, dice, (start, how, numbers) => {
        const target = changed(start, how);
        const store = verdictsOver(start);
        const fork = forkOf(store, target);
        const asked = questions([...start, ...target.objects], numbers);
        for (const [rule, key] of asked) store.get(rule, key);
        Array.from(fork.follow());
        for (const [rule, key] of asked) {
          const reached = fork.reached(rule)?.some((each) => objectKeyId(each) === objectKeyId(key));
          if (reached !== true) expect(fork.get(rule, key)).toEqual(store.get(rule, key));
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('a fork computes only what the change reaches', () => {
  const route = (name: string, backend: string): RawObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { namespace: 'ns1', name },
    spec: {
      parentRefs: [{ name: 'gateway' }],
      rules: [{ backendRefs: [{ group: '', kind: 'Service', name: backend, port: 80 }] }],
    },
  });
  const start = Array.from({ length: 50 }, (_, index) => route(`route-${index}`, `service-${index}`));
  const store = verdictsOver(start);
  for (const object of start) store.get(objectFindings, keyOf(object));
  const computed = store.evaluations;
  const target = changed(start, [route('route-7', 'another')]);
  const fork = forkOf(store, target);
  for (const object of start) fork.get(objectFindings, keyOf(object));
  expect(store.evaluations).toBe(computed);
  expect(fork.evaluations).toBeLessThan(computed / 25);
});
