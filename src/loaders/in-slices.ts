import type { Clock } from '../kube/time.ts';

/** How long work may keep a thread to itself, and how it lets others run. */
export interface Pace {
  readonly now: Clock;
  /** Resolves when others have had their turn. */
  readonly pause: () => Promise<void>;
  /** Milliseconds after which it lets others run. @default 6, so that with the step that crosses it a slice is 8 at most */
  readonly slice?: number | undefined;
}

const DEFAULT_SLICE = 6;

/** Does work step by step, and lets others run whenever a slice of time is used up. */
export async function inSlices(work: Iterable<unknown>, pace: Pace): Promise<void> {
  const { now, pause, slice = DEFAULT_SLICE } = pace;
  let began = now();
  for (const _ of work) {
    if (now() - began < slice) continue;
    await pause();
    began = now();
  }
}
