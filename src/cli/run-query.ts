import type { FormattedExecutionResult } from 'graphql';
import type { QueryConfig } from '../config/query-config.ts';
import type { ExecutionBudget } from '../context/execution-budget.ts';
import { createExecutor } from '../execution/create-executor.ts';
import { executeQuery } from '../execution/execute-query.ts';
import type { FaultLog } from '../execution/fault-log.ts';
import { NodeBudget } from '../limits/node-budget.ts';
import type { CliActions } from './cli-actions.ts';
import { type CliIo, type CliOutput, tell } from './cli-io.ts';
import { faultText } from './fault-text.ts';
import { readQueryText } from './read-query-text.ts';
import { writeOut } from './write-out.ts';

export interface RunQueryOptions {
  readonly config: QueryConfig;
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
}

/** `gwql query`: the exit code is 1 where the answer has errors. */
export async function runQuery({ config, io, actions }: RunQueryOptions): Promise<number> {
  const source = await readQueryText(config.query, io.stdin);
  const { limits, operationName, variables } = config;
  const budget = budgetOf(config);
  const opened = await actions.openQuery(config, { budget, pageSize: limits.maxPageSize });
  try {
    const tellWarnings = untold(opened.warnings, (warning) => tell(io, warning));
    tellWarnings();
    const { schema, context } = opened;
    const faultLog: FaultLog = ({ id, ...fault }) => tell(io, `internal error ${id}: ${faultText(fault)}`);
    const result = await executeQuery({
      schema,
      source,
      operationName,
      variables,
      context,
      limits,
      faultLog,
      executor: createExecutor(config.executor),
    });
    tellWarnings();
    await writeOut(io.stdout, toJson(result, io.stdout));
    return result.errors === undefined ? 0 : 1;
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

function budgetOf({ limits: { maxNodes, timeoutMs } }: QueryConfig): ExecutionBudget | undefined {
  if (maxNodes === undefined && timeoutMs === undefined) return undefined;
  return new NodeBudget({ maxNodes, timeoutMs, now: Date.now });
}

/** People get lines, programs get one line. */
function toJson({ errors, data, extensions }: FormattedExecutionResult, output: CliOutput): string {
  return `${JSON.stringify({ errors, data, extensions }, null, output.isTTY === true ? 2 : undefined)}\n`;
}
