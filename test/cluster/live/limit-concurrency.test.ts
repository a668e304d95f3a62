import { expect, test } from 'vitest';
import { limitConcurrency } from '../../../src/cluster/live/limit-concurrency.ts';

test('work begins in order, never more at a time than there are places', async () => {
  const gate = limitConcurrency(2);
  const log: string[] = [];
  const finish: (() => void)[] = [];
  const work = ['a', 'b', 'c', 'd'].map((name) =>
    gate(async () => {
      log.push(name);
      await new Promise<void>((resolve) => {
        finish.push(resolve);
      });
      return name;
    }),
  );
  await new Promise(setImmediate);
  expect(log).toEqual(['a', 'b']);
  finish[1]?.();
  await new Promise(setImmediate);
  expect(log).toEqual(['a', 'b', 'c']);
  finish[0]?.();
  await new Promise(setImmediate);
  finish[2]?.();
  finish[3]?.();
  expect(await Promise.all(work)).toEqual(['a', 'b', 'c', 'd']);
});

test('work that fails gives its place back', async () => {
  const gate = limitConcurrency(1);
  await expect(gate(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await gate(async () => 'next')).toBe('next');
});
