import { expect, test } from 'vitest';
import { InitialEvents } from '../../../src/cluster/watch/initial-events.ts';
import { MAX_OBJECTS } from '../../../src/cluster/watch/list-kind.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

const END = { type: 'bookmark', resourceVersion: '9', endsInitialEvents: true } as const;

function gather(count: number): InitialEvents {
  const initial = new InitialEvents({ now: () => 0, known: (object) => object });
  for (let index = 0; index < count; index += 1) initial.take({ type: 'set', ...event(index) });
  return initial;
}

function event(index: number) {
  const object: RawObject = { apiVersion: 'v1', kind: 'Service', metadata: { name: `service-${index}` } };
  return { object, resourceVersion: String(index) };
}

test('as many objects as may be held are all', () => {
  const initial = gather(MAX_OBJECTS);
  initial.take({ type: 'set', ...event(0) });
  expect(initial.silenceMs()).toBe(10_000);
  expect(initial.take(END)?.length).toBe(MAX_OBJECTS);
  expect(initial.complete).toBe(true);
});

test('more than may be held are never all, whatever goes again: the watch ends at the next look', () => {
  const initial = gather(MAX_OBJECTS + 1);
  initial.take({ type: 'delete', ...event(0) });
  expect(initial.take(END)).toBeUndefined();
  expect([initial.complete, initial.silenceMs()]).toEqual([false, 0]);
});
