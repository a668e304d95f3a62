import { expect, test } from 'vitest';
import { StepCounter } from '../../src/cel/step-counter.ts';

function spend(counter: StepCounter, times: number): void {
  for (let step = 0; step < times; step += 1) counter.spend();
}

test('steps are taken from the meter until none is left', () => {
  const counter = new StepCounter(() => 0);
  const meter = { left: 3 };
  counter.begin(meter);
  spend(counter, 3);
  expect({ ...meter, exhausted: counter.exhausted }).toEqual({ left: 0, exhausted: false });
  expect(() => counter.spend()).toThrow('too many steps');
  expect(counter.exhausted).toBe(true);
});

test('rules of one object share two seconds, those of the next have their own', () => {
  let now = 0;
  const counter = new StepCounter(() => now);
  const meter = { left: 1_000_000 };
  counter.begin(meter);
  spend(counter, 2_000);
  now = 1_999;
  counter.begin(meter);
  spend(counter, 2_000);
  now = 2_001;
  counter.begin(meter);
  expect(() => spend(counter, 2_000)).toThrow('too many steps');
  counter.begin({ left: 1_000_000 });
  spend(counter, 2_000);
  expect(counter.exhausted).toBe(false);
});
