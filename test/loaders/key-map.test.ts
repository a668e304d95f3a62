import { expect, test } from 'vitest';
import { KeyMap } from '../../src/loaders/key-map.ts';

const key = (namespace: string | undefined, name: string) => ({ group: 'g', kind: 'K', namespace, name });

test('a map by object key tells keys apart by all of their parts', () => {
  const map = new KeyMap<number>();
  map.set(key('ns', 'a'), 1);
  map.set(key('ns', 'b'), 2);
  map.set(key(undefined, 'a'), 3);
  map.set({ ...key('ns', 'a'), kind: 'L' }, 4);
  map.set({ ...key('ns', 'a'), group: '' }, 5);
  expect(map.get(key('ns', 'a'))).toBe(1);
  expect(map.get(key('ns', 'b'))).toBe(2);
  expect(map.get(key(undefined, 'a'))).toBe(3);
  expect(map.get({ ...key('ns', 'a'), kind: 'L' })).toBe(4);
  expect(map.get({ ...key('ns', 'a'), group: '' })).toBe(5);
  expect(map.get(key('other', 'a'))).toBeUndefined();
  map.delete(key('ns', 'a'));
  map.delete(key('other', 'a'));
  expect(map.get(key('ns', 'a'))).toBeUndefined();
  expect(map.get(key('ns', 'b'))).toBe(2);
});
