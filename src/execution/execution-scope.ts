import type { ExecutionBudget } from '../context/execution-budget.ts';
import type { Moment } from '../context/moment.ts';
import type { NamedReport } from '../context/named-report.ts';
import type { MaybePromise } from '../kube/maybe-promise.ts';

/** What this folder needs of an execution's context; resolvers see the rest of it. */
export interface ExecutionScope {
  /** Absent: nothing is counted, and nothing ends the execution early. */
  readonly budget?: ExecutionBudget | undefined;
  /** The clusters that were read, in the order of their first read. */
  reports(): MaybePromise<readonly NamedReport[]>;
  /** After an execution: what its answer depends on, undefined where it holds for this once. */
  moments?(): readonly Moment[] | undefined;
  /** Before one: whether an answer that depends on those moments is what it would come to. */
  sees?(moments: readonly Moment[]): boolean;
  readonly readsClock?: boolean | undefined;
}
