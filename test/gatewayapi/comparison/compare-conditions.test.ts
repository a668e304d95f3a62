import { expect, it } from 'vitest';
import { compareConditions } from '../../../src/gatewayapi/comparison/compare-conditions.ts';
import type { StatedCondition } from '../../../src/gatewayapi/comparison/stated-conditions.ts';

const parent = (name: string) => ({
  target: { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name },
  sectionName: undefined,
  port: undefined,
});
const stated = (status: 'True' | 'False', reason: string, place: object = {}): StatedCondition => ({
  ...place,
  condition: { type: 'Accepted', status, reason, message: `because of ${reason}` },
});

it('tells status and reason that change, with both conditions', () => {
  const [before, after] = [stated('True', 'Accepted'), stated('False', 'NotAllowed')];
  expect(compareConditions([before], [after])).toEqual([
    { type: 'Accepted', before: before.condition, after: after.condition },
  ]);
});

it('says nothing of a message that is worded otherwise', () => {
  const before = stated('True', 'Accepted');
  const after = { ...before, condition: { ...before.condition, message: 'other words' } };
  expect(compareConditions([before], [after])).toEqual([]);
});

it('tells parents and listeners apart, wherever they stand', () => {
  const a = { parentRef: parent('a') };
  const b = { parentRef: parent('b') };
  const before = [stated('True', 'Accepted', a), stated('True', 'Accepted', b)];
  expect(compareConditions(before, [...before].reverse())).toEqual([]);
  const after = [stated('True', 'Accepted', b), stated('True', 'Accepted', { listener: 'http' })];
  expect(compareConditions(before, after)).toEqual([
    { type: 'Accepted', parentRef: a.parentRef, before: before[0]?.condition, after: undefined },
    { type: 'Accepted', listener: 'http', before: undefined, after: after[1]?.condition },
  ]);
});
