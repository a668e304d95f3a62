import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../kube/time.ts';

/** What the live cluster code takes from the process it runs in; tests pass their own. */
export interface Runtime {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Resolves after `ms`, or as soon as the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Where Kubernetes mounts a pod's own credentials. */
  readonly serviceAccountFolder: string;
}

/** The real environment, clock and timers. */
export function systemRuntime(env: Runtime['env'] = process.env): Runtime {
  return {
    env,
    now: Date.now,
    random: Math.random,
    sleep: async (ms, signal) => {
      await delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
    },
    serviceAccountFolder: '/var/run/secrets/kubernetes.io/serviceaccount',
  };
}
