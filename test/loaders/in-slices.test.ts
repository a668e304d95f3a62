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
  test('pauses early enough for a step of 2 ms to end within 8', async () => {
    expect(await slices([2, 2, 1.9, 2, 2, 2, 2, 2, 2, 1])).toEqual([7.9, 6, 5]);
  });

  test('is not cut where it fits into one slice', async () => {
    expect(await slices([1, 2, 2])).toEqual([5]);
  });

  test('does not count the time in which others ran', async () => {
    expect(await slices([5, 5, 5], 5)).toEqual([5, 5, 5, 0]);
  });
});
