import type { ClusterReader, ClusterSnapshot } from '../kube/cluster-reader.ts';

/** A cluster as one caller saw it. Keeps nothing of it in memory. */
export interface Moment {
  readonly cluster: string;
  readonly snapshot: WeakRef<ClusterSnapshot>;
  readonly audience: WeakRef<object>;
  /** What a reader reports before anybody has asked it, age and calls left out. */
  readonly report: string;
}

/** `reader` is one that nobody has asked yet. undefined where an answer depends on more than what is held in memory. */
export function momentOf(cluster: string, reader: ClusterReader): Moment | undefined {
  const { snapshot, audience } = reader;
  if (snapshot === undefined || audience === undefined || !reader.hasSynced()) return undefined;
  const known = snapshot.resources?.();
  // one kind that is no longer followed is enough
  reader.noteVerdicts?.(() => (known?.state === 'listed' ? known.resources : []));
  const { stale, hidden, warnings } = reader.report();
  if (stale) return undefined;
  const report = JSON.stringify([hidden, warnings]);
  return { cluster, snapshot: new WeakRef(snapshot), audience: new WeakRef(audience), report };
}

/** Whether the same question gets the same answer at both. */
export function isSameMoment(a: Moment, b: Moment): boolean {
  const [snapshot, audience] = [a.snapshot.deref(), a.audience.deref()];
  return (
    snapshot !== undefined &&
    snapshot === b.snapshot.deref() &&
    audience === b.audience.deref() &&
    a.report === b.report
  );
}
