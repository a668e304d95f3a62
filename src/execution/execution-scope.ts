import type { ExecutionBudget } from '../context/execution-budget.ts';
import type { ReadReport } from '../kube/cluster-reader.ts';

/** What one cluster cost and met in one execution. */
export interface NamedReport {
  readonly name: string;
  readonly report: ReadReport;
}

/** What this folder needs of an execution's context; resolvers see the rest of it. */
export interface ExecutionScope {
  /** Absent: nothing is counted, and nothing ends the execution early. */
  readonly budget?: ExecutionBudget | undefined;
  /** The clusters that were read, in the order of their first read. */
  reports(): readonly NamedReport[];
}
