import type { Premises } from '../gatewayapi/premises.ts';
import type { ClusterSnapshot } from '../kube/cluster-reader.ts';
import type { Clock } from '../kube/time.ts';
import { fullPass } from './full-pass.ts';
import { SnapshotFacts } from './held-facts.ts';
import { inSlices } from './in-slices.ts';
import type { IndexCache } from './index-cache.ts';
import type { VerdictCache } from './verdict-cache.ts';
import type { VerdictStore } from './verdict-store.ts';

/** Between two looks at the cluster, and between two slices of work: a fifth of a processor at most. */
const REST_MS = 25;

export interface KeepVerdictsOptions {
  /** The latest snapshot of a cluster; undefined until it holds all. */
  readonly held: () => ClusterSnapshot | undefined;
  readonly verdicts: VerdictCache;
  readonly indexes: IndexCache;
  readonly premises: Premises;
  readonly now: Clock;
  /** Resolves after so many milliseconds, or when the signal fires. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Keeps the verdicts of a cluster up to date ahead of queries, until the signal fires: at first all of them, then what
 * changes make stale. Works in short slices, so that a query neither waits for it nor finds much left to do.
 */
export async function keepVerdicts(options: KeepVerdictsOptions): Promise<void> {
  const { now, sleep, signal } = options;
  let complete: VerdictStore | undefined;
  while (!signal.aborted) {
    const latest = storeOfLatest(options);
    if (latest !== undefined) {
      const { store, facts } = latest;
      const pause = async () => {
        await sleep(REST_MS, signal);
        // Small steps: what was changed since the last one is little.
        const isCurrent = storeOfLatest(options)?.store === store;
        if (!isCurrent || signal.aborted) throw SUPERSEDED;
      };
      const pace = { now, pause };
      const work = store === complete ? inSlices(store.settle(), pace) : fullPass(store, facts, pace);
      complete = (await finished(work)) ? store : undefined;
    }
    await sleep(REST_MS, signal);
  }
}

/** Thrown through work on a store that nobody asks any more. */
const SUPERSEDED = Symbol('superseded');

async function finished(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error === SUPERSEDED) return false;
    throw error;
  }
}

function storeOfLatest({ held, verdicts, indexes, premises }: KeepVerdictsOptions) {
  const snapshot = held();
  if (snapshot === undefined) return undefined;
  const facts = new SnapshotFacts(snapshot, premises, indexes);
  return { facts, store: verdicts.storeOf(snapshot, facts) };
}
