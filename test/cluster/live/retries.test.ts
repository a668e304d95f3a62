import { expect, test } from 'vitest';
import { withRetries } from '../../../src/cluster/live/retries.ts';
import { testRuntime } from '../../support/live-cluster.ts';

const failing = (retryAfterMs?: number) => async () => ({ result: 'failed', retryAfterMs });

test('a failure that will not pass is final', async () => {
  const runtime = testRuntime();
  expect(await withRetries(failing(), { runtime, attempts: 5 })).toBe('failed');
  expect(runtime.sleeps).toEqual([]);
});

test('delays are between once and twice the doubling base', async () => {
  const runtime = { ...testRuntime(), random: () => 0.5 };
  await withRetries(failing(0), { runtime, attempts: 4 });
  expect(runtime.sleeps).toEqual([300, 600, 1200]);
});

test('the server sets the floor, not the delay', async () => {
  const runtime = testRuntime();
  await withRetries(failing(300), { runtime, attempts: 4 });
  expect(runtime.sleeps).toEqual([300, 400, 800]);
});

test('nobody waits for a query that was cancelled', async () => {
  const controller = new AbortController();
  const runtime = {
    ...testRuntime(),
    sleep: async () => {
      controller.abort();
    },
  };
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    return { result: 'failed', retryAfterMs: 0 };
  };
  await withRetries(attempt, { runtime, attempts: 5, signal: controller.signal });
  expect(attempts).toBe(1);
});
