import type { Entry, EntryIndex, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';

/** Verdicts that several executions share. */
export interface SharedVerdicts {
  /**
   * undefined where the execution has to compute it: the cluster has moved on, so that nobody knows any more what it
   * was when the execution began, or it takes more than is held in memory.
   */
  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined;
  /** As `get`, for an entry of an index; one that is there, else undefined. */
  entry(index: EntryIndex<unknown>, namespace: string | undefined, key: string): Entry<unknown> | undefined;
  /** The kinds of objects that they were computed from. */
  kinds(): Iterable<GroupKind>;
}
