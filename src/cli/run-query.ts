import type { FormattedExecutionResult } from 'graphql';
import type { QueryConfig } from '../config/query-config.ts';
import type { CliActions } from './cli-actions.ts';
import type { CliIo, CliOutput } from './cli-io.ts';
import { withQuerySession } from './query-session.ts';
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
  const { operationName, variables } = config;
  return withQuerySession({ ...config, io, actions }, async (ask) => {
    const result = await ask({ source, operationName, variables });
    await writeOut(io.stdout, toJson(result, io.stdout));
    return result.errors === undefined ? 0 : 1;
  });
}

/** People get lines, programs get one line. */
function toJson({ errors, data, extensions }: FormattedExecutionResult, output: CliOutput): string {
  return `${JSON.stringify({ errors, data, extensions }, null, output.isTTY === true ? 2 : undefined)}\n`;
}
