import type { FormattedExecutionResult } from 'graphql';
import type { ExecutionScope } from './execution-scope.ts';
import { type Operation, runOperation } from './run-operation.ts';

/** What goes over HTTP. */
export interface AnswerText {
  readonly status: number;
  readonly text: string;
}

/** Executes an operation and writes the answer as Apollo would. Never rejects. */
export async function answerText<C extends ExecutionScope>(operation: Operation<C>): Promise<AnswerText> {
  const result = await runOperation(operation);
  return { status: statusOf(result), text: textOf(result) };
}

/** Without data the request itself was wrong. */
export function statusOf({ data }: FormattedExecutionResult): number {
  return data === undefined ? 400 : 200;
}

function textOf({ errors, data, extensions }: FormattedExecutionResult): string {
  return `${JSON.stringify({ errors, data, extensions })}\n`;
}
