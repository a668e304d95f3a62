import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ComputedCondition } from '../../../src/gatewayapi/conditions/computed-condition.ts';
import { keyOf, type RawObject } from '../../../src/kube/raw-object.ts';
import { anyObject, clusters, grants } from '../../support/cluster-arbitrary.ts';
import { allStatuses, factsOver, verdictsOver } from '../../support/verdicts-over.ts';

/** Every condition anywhere in a status. */
function conditionsIn(value: unknown): readonly ComputedCondition[] {
  if (Array.isArray(value)) return value.flatMap(conditionsIn);
  if (typeof value !== 'object' || value === null || value instanceof Set) return [];
  if ('reason' in value && 'status' in value && 'type' in value) return [value as ComputedCondition];
  return Object.values(value).flatMap(conditionsIn);
}

const sameKey = (a: RawObject, b: RawObject) => JSON.stringify(keyOf(a)) === JSON.stringify(keyOf(b));

describe('the status of everything', () => {
  test('is the same in whatever order the objects come', () => {
    fc.assert(
      fc.property(clusters, fc.infiniteStream(fc.nat()), (objects, dice) => {
        const shuffled = objects
          .map((object) => ({ object, rank: dice.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ object }) => object);
        const before = allStatuses(verdictsOver(objects), objects);
        // Verdicts are asked for in another order, too.
        const after = allStatuses(verdictsOver(shuffled), shuffled);
        for (const [key, status] of before) expect(after.get(key)).toEqual(status);
      }),
      { numRuns: 200 },
    );
  });

  test('never has a reference that a further grant breaks', () => {
    fc.assert(
      fc.property(clusters, grants, (objects, grant) => {
        if (objects.some((object) => sameKey(object, grant))) return;
        const before = allStatuses(verdictsOver(objects), objects);
        const after = allStatuses(verdictsOver([...objects, grant]), objects);
        for (const [key, status] of before) {
          const broken = conditionsIn(status).map(
            ({ type, status: was }, index) =>
              type === 'ResolvedRefs' &&
              was === 'True' &&
              conditionsIn(after.get(key))[index]?.status !== 'True',
          );
          expect(broken.filter(Boolean)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('after a change is what it would be from the start', () => {
    const changes = fc.array(fc.oneof(anyObject, fc.nat()), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(clusters, changes, (start, steps) => {
        let objects: readonly RawObject[] = start;
        const store = verdictsOver(objects);
        allStatuses(store, objects);
        for (const step of steps) {
          // A number deletes an object, an object replaces the one of its key or comes anew.
          const after = typeof step === 'number' ? undefined : step;
          const before =
            typeof step === 'number'
              ? objects[step % Math.max(objects.length, 1)]
              : objects.find((object) => sameKey(object, step));
          objects = [
            ...objects.filter((object) => object !== before),
            ...(after === undefined ? [] : [after]),
          ];
          store.advance(factsOver(objects), [{ before, after }]);
          expect(allStatuses(store, objects)).toEqual(allStatuses(verdictsOver(objects), objects));
        }
      }),
      { numRuns: 200 },
    );
  });

  test('does not read EndpointSlices', () => {
    fc.assert(
      fc.property(clusters, (objects) => {
        const facts = factsOver(objects);
        const store = verdictsOver(objects);
        allStatuses(store, objects);
        const slice: RawObject = {
          apiVersion: 'discovery.k8s.io/v1',
          kind: 'EndpointSlice',
          metadata: { namespace: 'ns1', name: 'a', labels: { 'kubernetes.io/service-name': 'a' } },
        };
        const before = store.evaluations;
        store.advance(facts, [{ after: slice }]);
        allStatuses(store, objects);
        expect(store.evaluations).toBe(before);
      }),
      { numRuns: 50 },
    );
  });
});
