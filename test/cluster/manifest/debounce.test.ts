import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { debounce } from '../../../src/cluster/manifest/debounce.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a burst of calls runs the action once, when it is over', () => {
  const action = vi.fn();
  const { call } = debounce(action, { quiet: 100, atMost: 1000 });
  for (let times = 0; times < 5; times += 1) {
    call();
    vi.advanceTimersByTime(99);
  }
  expect(action).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(action).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(10_000);
  expect(action).toHaveBeenCalledTimes(1);
});

test('calls that never cease do not put it off for ever', () => {
  const action = vi.fn();
  const { call } = debounce(action, { quiet: 100, atMost: 1000 });
  for (let time = 0; time < 2050; time += 50) {
    call();
    vi.advanceTimersByTime(50);
  }
  expect(action).toHaveBeenCalledTimes(2);
});

test('a cancelled call runs nothing', () => {
  const action = vi.fn();
  const { call, cancel } = debounce(action, { quiet: 100, atMost: 1000 });
  call();
  cancel();
  vi.advanceTimersByTime(10_000);
  expect(action).not.toHaveBeenCalled();
});
