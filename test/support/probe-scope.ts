import type { NamedReport } from '../../src/context/named-report.ts';
import type { ExecutionScope } from '../../src/execution/execution-scope.ts';
import type { LoggedFault } from '../../src/execution/fault-log.ts';
import type { ReadReport } from '../../src/kube/cluster-reader.ts';
import { type BudgetOptions, NodeBudget } from '../../src/limits/node-budget.ts';

export function readReport(fields: Partial<ReadReport> = {}): ReadReport {
  return { requests: 0, stale: false, hidden: [], warnings: [], ...fields };
}

/** The context of an execution that read no cluster. */
export function probeScope(
  budget?: Partial<BudgetOptions>,
  reports: readonly NamedReport[] = [],
): ExecutionScope {
  return {
    budget: budget === undefined ? undefined : new NodeBudget({ now: Date.now, ...budget }),
    reports: () => reports,
  };
}

/** A fault log that keeps what it is given. */
export function faultList(): {
  readonly faults: LoggedFault[];
  readonly faultLog: (fault: LoggedFault) => void;
} {
  const faults: LoggedFault[] = [];
  return { faults, faultLog: (fault) => faults.push(fault) };
}
