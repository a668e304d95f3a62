import type { FormattedExecutionResult } from 'graphql';
import { DEFAULT_EXECUTOR, type ExecutorName } from '../config/executor-option.ts';
import { type LimitsConfig, NO_LIMITS } from '../config/limits-config.ts';
import type { SourceConfig } from '../config/source-config.ts';
import type { ExecutionBudget } from '../context/execution-budget.ts';
import { createExecutor } from '../execution/create-executor.ts';
import { executeQuery } from '../execution/execute-query.ts';
import type { FaultLog } from '../execution/fault-log.ts';
import { NodeBudget } from '../limits/node-budget.ts';
import type { CliActions } from './cli-actions.ts';
import { type CliIo, tell } from './cli-io.ts';
import { faultText } from './fault-text.ts';

export interface QuerySessionOptions {
  readonly source: SourceConfig;
  readonly io: Pick<CliIo, 'stderr'>;
  readonly actions: Pick<CliActions, 'openQuery'>;
  /** @default none */
  readonly limits?: LimitsConfig | undefined;
  /** @default compiled */
  readonly executor?: ExecutorName | undefined;
}

export interface Question {
  /** The text of the GraphQL document. */
  readonly source: string;
  readonly variables?: { readonly [name: string]: unknown } | undefined;
  readonly operationName?: string | undefined;
}

/** Answers a question; warnings go to standard error as they come up. */
export type Ask = (question: Question) => Promise<FormattedExecutionResult>;

/** Opens what objects come from, lets `run` ask about it, and closes it again. */
export async function withQuerySession<T>(
  { source, io, actions, limits = NO_LIMITS, executor = DEFAULT_EXECUTOR }: QuerySessionOptions,
  run: (ask: Ask) => Promise<T>,
): Promise<T> {
  const budget = budgetOf(limits);
  const opened = await actions.openQuery({ source }, { budget, pageSize: limits.maxPageSize });
  const { schema, context } = opened;
  const tellWarnings = untold(opened.warnings, (warning) => tell(io, warning));
  const faultLog: FaultLog = ({ id, ...fault }) => tell(io, `internal error ${id}: ${faultText(fault)}`);
  const chosen = createExecutor(executor);
  try {
    tellWarnings();
    return await run(async (question) => {
      const result = await executeQuery({ schema, context, limits, faultLog, executor: chosen, ...question });
      tellWarnings();
      return result;
    });
  } finally {
    budget?.close();
    await opened.close();
  }
}

/** Clusters have more to say once they are asked: why there are no credentials, for one. */
function untold(warnings: readonly string[], tellOne: (warning: string) => void): () => void {
  let told = 0;
  return () => {
    for (const warning of warnings.slice(told)) tellOne(warning);
    told = warnings.length;
  };
}

function budgetOf({ maxNodes, timeoutMs }: LimitsConfig): ExecutionBudget | undefined {
  if (maxNodes === undefined && timeoutMs === undefined) return undefined;
  return new NodeBudget({ maxNodes, timeoutMs, now: Date.now });
}
