import { expect, it } from 'vitest';
import { lookup, type Rule } from '../../src/gatewayapi/fact.ts';
import { ABSENT } from '../../src/kube/lookup.ts';
import { runInTurns } from '../../src/loaders/run-in-turns.ts';
import type { FactSource } from '../../src/loaders/run-rule.ts';

const KEY = { group: '', kind: 'Service', namespace: 'a', name: 'b' };

function* asking(times: number): Rule<number> {
  for (let time = 0; time < times; time += 1) yield* lookup(KEY);
  return times;
}

const fromMemory: FactSource = { answer: () => ABSENT };
const fromFar: FactSource = { answer: async () => ABSENT };

it('a rule of few questions gives a value over memory', () => {
  expect(runInTurns(asking(100), fromMemory)).toBe(100);
});

it('a rule of many questions lets others have their turn before it is done', async () => {
  let isDone = false;
  const running = Promise.resolve(runInTurns(asking(10_000), fromMemory)).then((value) => {
    isDone = true;
    return value;
  });
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      expect(isDone).toBe(false);
      resolve();
    });
  });
  expect(await running).toBe(10_000);
});

it('a rule over a cluster far away comes to the same', async () => {
  expect(await runInTurns(asking(5_000), fromFar)).toBe(5_000);
});

it('what a rule throws late reaches who waits', async () => {
  function* failing(): Rule<never> {
    yield* asking(5_000);
    throw new Error('too late');
  }
  await expect(runInTurns(failing(), fromMemory)).rejects.toThrow('too late');
});

it('a long rule ends at its next turn when its time is over', async () => {
  let asked = 0;
  const course: { failure: Error | undefined } = { failure: undefined };
  const counting: FactSource = {
    answer: () => {
      asked += 1;
      return ABSENT;
    },
  };
  const running = runInTurns(asking(1_000_000), counting, course);
  course.failure = new Error('time is over');
  await expect(running).rejects.toThrow('time is over');
  expect(asked).toBeLessThan(10_000);
});

it('a rule that waits for a cluster far away ends when its time is over', async () => {
  const course: { failure: Error | undefined } = { failure: undefined };
  const running = runInTurns(asking(1_000_000), fromFar, course);
  course.failure = new Error('time is over');
  await expect(running).rejects.toThrow('time is over');
});

it('a rule whose questions take long lets others have their turn after few of them', async () => {
  const slow: FactSource = {
    answer: () => {
      const until = performance.now() + 1;
      while (performance.now() < until);
      return ABSENT;
    },
  };
  let turns = 0;
  const count = () => {
    turns += 1;
    pending = setImmediate(count);
  };
  let pending = setImmediate(count);
  await runInTurns(asking(200), slow);
  clearImmediate(pending);
  expect(turns).toBeGreaterThan(2);
});
