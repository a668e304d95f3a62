import { expect, test } from 'vitest';
import { TimeSlices } from '../../../src/cluster/watch/time-slices.ts';
import { httpRoute } from '../../support/api-objects.ts';
import { reflect } from '../../support/reflect.ts';

test('work goes on for 4 ms, then others have their turn', async () => {
  const clock = { time: 1_000 };
  let turns = 0;
  const slices = new TimeSlices(
    () => clock.time,
    async () => {
      turns += 1;
    },
  );
  await slices.pause();
  expect(turns).toBe(1);
  clock.time += 3;
  expect(slices.pause()).toBeUndefined();
  clock.time += 1;
  await slices.pause();
  expect(turns).toBe(2);
  expect(slices.pause()).toBeUndefined();
});

test('reflectors that share slices do not get one each', async () => {
  const clock = { time: 0 };
  const slices = new TimeSlices(
    () => clock.time,
    async () => undefined,
  );
  const [one, other] = [slices.pause(), slices.pause()];
  await Promise.all([one, other]);
  clock.time += 2;
  expect(slices.pause()).toBeUndefined();
  clock.time += 2;
  expect(slices.pause()).toBeDefined();
});

test('others have many turns while thousands of objects are listed', async () => {
  const reflected = await reflect();
  reflected.double.add(...Array.from({ length: 3_000 }, (_, index) => httpRoute('shop', `route-${index}`)));
  let turns = 0;
  let counting = true;
  const count = () => {
    turns += 1;
    if (counting) setImmediate(count);
  };
  count();
  await reflected.synced();
  counting = false;
  expect(reflected.objects.count).toBe(3_000);
  expect(reflected.lists()).toBe(6);
  expect(turns).toBeGreaterThan(12);
});
