import { type Runtime, systemRuntime } from '../../src/cluster/live/runtime.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that stands still until a test moves it: who sleeps wakes when it has come. */
export interface ManualRuntime extends Runtime {
  /** Moves time on, waking sleepers in their order and letting them go on in between. */
  advance(ms: number): Promise<void>;
  /** How long those who sleep right now still want to, the shortest first. */
  readonly sleeping: readonly number[];
  /** What `random` gives. */
  chance: number;
}

export function manualRuntime(): ManualRuntime {
  let time = Date.parse('2026-11-23T12:00:00Z');
  const sleepers = new Set<Sleeper>();
  const earliest = () => [...sleepers].sort((a, b) => a.at - b.at);
  const runtime: ManualRuntime = {
    ...systemRuntime(),
    env: {},
    chance: 0,
    now: () => time,
    random: () => runtime.chance,
    get sleeping() {
      return earliest().map(({ at }) => at - time);
    },
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const sleeper = { at: time + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    advance: async (ms) => {
      const until = time + ms;
      for (let [next] = earliest(); next !== undefined && next.at <= until; [next] = earliest()) {
        time = Math.max(time, next.at);
        next.wake();
        await turn();
      }
      time = until;
      await turn();
    },
  };
  return runtime;
}

function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
