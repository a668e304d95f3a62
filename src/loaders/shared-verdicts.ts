import type { Entry, EntryIndex, Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import type { HeldFacts } from './held-facts.ts';

/** Verdicts that several executions share. */
export interface SharedVerdicts {
  /** The same for those who share them, and of one moment of the cluster: what was asked for once is kept that long. */
  readonly moment: object;
  /**
   * undefined where the execution has to compute it: the cluster has moved on, so that nobody knows any more what it
   * was when the execution began, or it takes more than is held in memory.
   */
  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined;
  /** As `get`, for an entry of an index; one that is there, else undefined. */
  entry(index: EntryIndex<unknown>, namespace: string | undefined, key: string): Entry<unknown> | undefined;
  /** The kinds of objects that they were computed from. */
  kinds(): Iterable<GroupKind>;
  /**
   * The verdicts as they would be with some changes, `facts` being what is true then; undefined where nothing can be
   * shared between the two.
   */
  fork(facts: HeldFacts, changes: readonly ObjectChange[]): ForkedVerdicts | undefined;
}

export interface ForkedVerdicts extends SharedVerdicts {
  /** Follows the changes through everything that was asked before, to where they make no difference any more. */
  follow(): Generator<undefined, void>;
  /**
   * The keys about which a rule may say something else, of those that it was asked about before the changes were followed;
   * undefined where they were not, or the cluster has moved on.
   */
  reached(rule: VerdictRule<unknown>): readonly ObjectKey[] | undefined;
}
