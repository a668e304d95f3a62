import { expect, test } from 'vitest';
import { Backoff } from '../../../src/cluster/watch/backoff.ts';
import { retryAfterMs } from '../../../src/cluster/watch/retry-after.ts';

function backoff(random = 0) {
  const clock = { time: 0 };
  return { clock, delays: new Backoff({ now: () => clock.time, random: () => random }) };
}

test('delays double from 0.8 s to 30 s', () => {
  const { delays } = backoff();
  expect(Array.from({ length: 8 }, () => delays.next())).toEqual([
    800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000,
  ]);
});

test('jitter at most doubles a delay', () => {
  expect(backoff(0.999).delays.next()).toBeCloseTo(1_599.2);
});

test('what the server asks for is the least', () => {
  const { delays } = backoff();
  expect(delays.next(7_000)).toBe(7_000);
  expect(delays.next(100)).toBe(1_600);
});

test('two minutes without a failure are a new beginning', () => {
  const { delays, clock } = backoff();
  delays.next();
  clock.time = 120_000;
  expect(delays.next()).toBe(1_600);
  clock.time += 120_001;
  expect(delays.next()).toBe(800);
});

test('Retry-After is seconds or a date, and nothing else', () => {
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(retryAfterMs('7', now)).toBe(7_000);
  expect(retryAfterMs('Mon, 23 Nov 2026 12:00:09 GMT', now)).toBe(9_000);
  expect(retryAfterMs('Mon, 23 Nov 2026 11:00:00 GMT', now)).toBe(0);
  expect(retryAfterMs('soon', now)).toBe(0);
  expect(retryAfterMs(undefined, now)).toBe(0);
  expect(retryAfterMs(['1', '2'], now)).toBe(0);
});
