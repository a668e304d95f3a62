import { describe, expect, test } from 'vitest';
import { inSlices } from '../../src/loaders/in-slices.ts';

/** Work of some steps that each take the given milliseconds; records how long each slice was. */
async function slices(steps: readonly number[], slice?: number): Promise<readonly number[]> {
  let now = 0;
  let began = 0;
  const lengths: number[] = [];
  const end = () => {
    lengths.push(now - began);
    began = now;
  };
  function* work() {
    for (const step of steps) {
      now += step;
      yield;
    }
  }
  await inSlices(work(), {
    now: () => now,
    pause: async () => {
      end();
      now += 100;
      began = now;
    },
    slice,
  });
  end();
  return lengths;
}

describe('work in slices', () => {
  test('pauses as soon as 8 ms are used up', async () => {
    expect(await slices([3, 3, 3, 3, 3, 3, 1])).toEqual([9, 9, 1]);
  });

  test('is not cut where it fits into one slice', async () => {
    expect(await slices([1, 2, 3])).toEqual([6]);
  });

  test('does not count the time in which others ran', async () => {
    expect(await slices([5, 5, 5], 5)).toEqual([5, 5, 5, 0]);
  });
});
