import { afterEach, expect, test, vi } from 'vitest';
import { NodeBudget } from '../../src/limits/node-budget.ts';

afterEach(() => {
  vi.useRealTimers();
});

const still = () => 0;

test('a budget is spent to the last node, then refuses for good', () => {
  const budget = new NodeBudget({ maxNodes: 10, now: still });
  expect(budget.spend(4)).toBe(true);
  expect(budget.spend(6)).toBe(true);
  expect(budget.spend(1)).toBe(false);
  expect(budget.spend(0)).toBe(false);
  expect(budget.failure).toMatchObject({ code: 'QUERY_TOO_COMPLEX', details: { max: 10 } });
  expect(budget.failure?.message).toContain('--max-nodes');
});

test('a budget larger than the check interval is spent exactly too', () => {
  const budget = new NodeBudget({ maxNodes: 5_000, now: still });
  for (let visited = 0; visited < 5_000; visited++) expect(budget.spend(1)).toBe(true);
  expect(budget.spend(1)).toBe(false);
});

test('one charge larger than the whole budget is refused', () => {
  expect(new NodeBudget({ maxNodes: 5_000, now: still }).spend(5_001)).toBe(false);
});

test('no limit, no end', () => {
  const budget = new NodeBudget({ now: still });
  expect(budget.spend(1e12)).toBe(true);
  expect(budget.failure).toBeUndefined();
});

test('an execution that gives timers no turn is stopped by the clock', () => {
  let time = 1_000;
  const budget = new NodeBudget({ timeoutMs: 30_000, now: () => time });
  expect(budget.spend(2_000)).toBe(true);
  time += 30_000;
  expect(budget.spend(2_000)).toBe(false);
  expect(budget.failure).toMatchObject({ code: 'TIMEOUT' });
  expect(budget.failure?.message).toContain('after 30 s');
  budget.close();
});

test('an execution that waits is stopped by a timer, which aborts the signal with the failure', async () => {
  vi.useFakeTimers();
  const budget = new NodeBudget({ timeoutMs: 50, now: still });
  vi.advanceTimersByTime(49);
  expect(budget.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  await budget.stopped;
  expect(budget.signal.reason).toBe(budget.failure);
  expect(budget.failure?.code).toBe('TIMEOUT');
});

test('a client that hangs up ends the execution', async () => {
  const client = new AbortController();
  const budget = new NodeBudget({ maxNodes: 10, signal: client.signal, now: still });
  expect(budget.spend(1)).toBe(true);
  client.abort();
  await budget.stopped;
  expect(budget.spend(1)).toBe(false);
  expect(budget.signal.aborted).toBe(true);
});

test('a client that has hung up already ends it before it begins', () => {
  const budget = new NodeBudget({ signal: AbortSignal.abort(), timeoutMs: 1_000, now: still });
  expect(budget.spend(1)).toBe(false);
});

test('the first failure stays', () => {
  const client = new AbortController();
  const budget = new NodeBudget({ maxNodes: 1, signal: client.signal, now: still });
  budget.spend(2);
  client.abort();
  expect(budget.failure?.code).toBe('QUERY_TOO_COMPLEX');
});

test('a closed budget leaves no timer behind', () => {
  vi.useFakeTimers();
  const budget = new NodeBudget({ timeoutMs: 30_000, now: still });
  expect(vi.getTimerCount()).toBe(1);
  budget.close();
  expect(vi.getTimerCount()).toBe(0);
});

test('after 50 ms without a break the execution pauses until others had a turn', async () => {
  let time = 0;
  const budget = new NodeBudget({ now: () => time });
  budget.spend(2_000);
  expect(budget.paused).toBe(false);
  time = 50;
  budget.spend(2_000);
  expect(budget.paused).toBe(true);
  await new Promise((resolve) => setImmediate(resolve));
  expect(budget.paused).toBe(false);
  budget.spend(2_000);
  expect(budget.paused).toBe(false);
});

test('deferred tasks run the latest first, and as many as there is time for', async () => {
  let time = 0;
  const budget = new NodeBudget({ now: () => time });
  const ran: string[] = [];
  time = 50;
  budget.spend(2_000);
  budget.defer(() => ran.push('first'));
  budget.defer(() => {
    ran.push('second');
    time += 50;
    budget.spend(2_000);
  });
  budget.defer(() => ran.push('third'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(ran).toEqual(['third', 'second']);
  await new Promise((resolve) => setImmediate(resolve));
  expect(ran).toEqual(['third', 'second', 'first']);
});

test('what is deferred when the execution ends never runs', async () => {
  const client = new AbortController();
  let time = 0;
  const budget = new NodeBudget({ signal: client.signal, now: () => time });
  const task = vi.fn();
  time = 50;
  budget.spend(2_000);
  budget.defer(task);
  client.abort();
  budget.defer(task);
  await new Promise((resolve) => setImmediate(resolve));
  expect(task).not.toHaveBeenCalled();
});
