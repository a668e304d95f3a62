import type { CodedError } from '../errors.ts';

/** What an execution is charged to. Carried by its context. */
export interface ExecutionBudget {
  /** Why the execution is over, once it is. */
  readonly failure: CodedError | undefined;
  /** Fires with the failure as its reason; for whoever waits for a cluster. */
  readonly signal: AbortSignal;
  /** Resolves when the execution is over before its time; stays open otherwise. */
  readonly stopped: Promise<void>;
  /** Whether the execution should let others run before it goes on. */
  readonly paused: boolean;
  /** Runs a task once it is this execution's turn again, the latest first; never, when the execution is over. */
  defer(task: () => void): void;
  /** Charges visited values; false once the execution is over. */
  spend(count: number): boolean;
  /** Ends the bookkeeping. Whoever made the budget calls it when the response is made. */
  close(): void;
}
