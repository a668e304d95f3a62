import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 15_000;

/** Waits for something that sockets bring about; fails where it never comes. */
export async function until(holds: () => boolean | Promise<boolean>, what = String(holds)): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`never came true: ${what}`);
    await delay(1);
  }
}
