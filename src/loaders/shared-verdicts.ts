import type { Judged, VerdictRule } from '../gatewayapi/fact.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';

/** Verdicts that several executions share. */
export interface SharedVerdicts {
  /**
   * undefined where the execution has to compute it: the cluster has moved on, so that what is kept is not about what
   * the execution sees, or it takes more than is held in memory.
   */
  get<T>(rule: VerdictRule<T>, key: ObjectKey): Judged<T> | undefined;
  /** The kinds of objects that they were computed from. */
  kinds(): Iterable<GroupKind>;
}
