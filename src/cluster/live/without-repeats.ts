import type { Clock } from '../../kube/time.ts';

const QUIET_MS = 60_000;
const MAX_REMEMBERED = 100;

type Listener = (message: string) => void;

/** Passes each message on at most once a minute: a login that has expired would be said with every query. */
export function withoutRepeats(listener: Listener, now: Clock): Listener {
  const saidAt = new Map<string, number>();
  return (message) => {
    const time = now();
    const before = saidAt.get(message);
    if (before !== undefined && time - before < QUIET_MS) return;
    if (saidAt.size >= MAX_REMEMBERED) saidAt.clear();
    saidAt.set(message, time);
    listener(message);
  };
}
