import type { FormattedExecutionResult } from 'graphql';
import type { ExecutionScope } from './execution-scope.ts';
import { type Answer, answerOperation, type Operation } from './run-operation.ts';

/** What goes over HTTP. */
export interface AnswerText {
  readonly status: number;
  readonly text: string;
}

/** Executes an operation and writes the answer as Apollo would. Never rejects. */
export async function answerText<C extends ExecutionScope>(operation: Operation<C>): Promise<AnswerText> {
  const answer = await answerOperation(operation);
  return { status: statusOf(answer.dataText), text: textOf(answer) };
}

/** Without data the request itself was wrong. */
export function statusOf(data: FormattedExecutionResult['data'] | string): number {
  return data === undefined ? 400 : 200;
}

function textOf({ errors, dataText, extensions }: Answer): string {
  const parts: string[] = [];
  if (errors !== undefined) parts.push(`"errors":${JSON.stringify(errors)}`);
  if (dataText !== undefined) parts.push(`"data":${dataText}`);
  if (extensions !== undefined) parts.push(`"extensions":${JSON.stringify(extensions)}`);
  return `{${parts.join()}}\n`;
}
