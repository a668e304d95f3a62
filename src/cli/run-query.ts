import type { FormattedExecutionResult } from 'graphql';
import type { QueryConfig } from '../config/query-config.ts';
import type { CliActions } from './cli-actions.ts';
import { type CliIo, type CliOutput, tell } from './cli-io.ts';
import { withQuerySession } from './query-session.ts';
import { readQueryText } from './read-query-text.ts';
import { isSomething, valuesAt } from './values-at.ts';
import { writeOut } from './write-out.ts';

export interface RunQueryOptions {
  readonly config: QueryConfig;
  readonly io: CliIo;
  readonly actions: Pick<CliActions, 'openQuery'>;
}

/** `gwql query`: the exit code is 1 where the answer has errors, or something where nothing should be. */
export async function runQuery({ config, io, actions }: RunQueryOptions): Promise<number> {
  const source = await readQueryText(config.query, io.stdin);
  const { operationName, variables } = config;
  return withQuerySession({ ...config, io, actions }, async (ask) => {
    const result = await ask({ source, operationName, variables });
    await writeOut(io.stdout, toJson(result, io.stdout));
    return result.errors === undefined ? judgeAnswer(result, { config, io }) : 1;
  });
}

/** `--fail-if-nonempty`: a query as a check. */
function judgeAnswer(
  { data, extensions }: FormattedExecutionResult,
  { config, io }: Pick<RunQueryOptions, 'config' | 'io'>,
): number {
  let exitCode = 0;
  for (const path of config.failIfNonempty) {
    const { length } = valuesAt({ data, extensions }, path).filter(isSomething);
    if (length === 0) continue;
    exitCode = 1;
    tell(io, `${path.text} is not empty${length === 1 ? '' : ` (${length} times)`}`);
  }
  return exitCode;
}

/** People get lines, programs get one line. */
function toJson({ errors, data, extensions }: FormattedExecutionResult, output: CliOutput): string {
  return `${JSON.stringify({ errors, data, extensions }, null, output.isTTY === true ? 2 : undefined)}\n`;
}
