import { type FormattedExecutionResult, getOperationAST } from 'graphql';
import type { GraphqlCode } from '../errors.ts';
import { clusterExtensions } from './cluster-extensions.ts';
import { compiledExecutor } from './compiled-executor.ts';
import { errorMasker } from './error-masker.ts';
import type { ExecutionObserver } from './execution-observer.ts';
import type { ExecutionScope } from './execution-scope.ts';
import type { Execution, Executor } from './executor.ts';
import type { FaultLog } from './fault-log.ts';
import { formatError } from './format-error.ts';

export interface Operation<C extends ExecutionScope> extends Execution {
  readonly context: C;
  readonly faultLog: FaultLog;
  /** @default compiled, without a cache */
  readonly executor?: Executor | undefined;
  readonly observer?: ExecutionObserver | undefined;
  /** Leaves out of the extensions what is another each time. @default false */
  readonly lasting?: boolean | undefined;
}

/** What an execution comes to, as callers may see it; the data as JSON text. */
export interface Answer extends Pick<FormattedExecutionResult, 'errors' | 'extensions'> {
  /** Absent where the request itself was wrong. */
  readonly dataText?: string | undefined;
}

/** Executes and formats, and tells the observer. Never rejects: what goes wrong is in the result. */
export async function runOperation<C extends ExecutionScope>(
  operation: Operation<C>,
): Promise<FormattedExecutionResult> {
  const { errors, dataText, extensions } = await answerOperation(operation);
  return {
    ...(errors === undefined ? {} : { errors }),
    ...(dataText === undefined ? {} : { data: JSON.parse(dataText) as FormattedExecutionResult['data'] }),
    ...(extensions === undefined ? {} : { extensions }),
  };
}

/** As `runOperation`, for those who send the answer on as text. */
export async function answerOperation<C extends ExecutionScope>(operation: Operation<C>): Promise<Answer> {
  const { observer, document, operationName } = operation;
  if (observer === undefined) return await formattedAnswer(operation);
  const startedAt = performance.now();
  const answer = await formattedAnswer(operation);
  const codes = answer.errors?.map(({ extensions }) => String(extensions?.['code'])) ?? [];
  const seconds = (performance.now() - startedAt) / 1_000;
  observer.operation({ name: getOperationAST(document, operationName)?.name?.value, seconds, codes });
  return answer;
}

async function formattedAnswer<C extends ExecutionScope>(operation: Operation<C>): Promise<Answer> {
  const { context, faultLog } = operation;
  const mask = errorMasker(faultLog);
  const outcome = await executeWithin(operation);
  const failure = context.budget?.failure;
  const extensions = clusterExtensions(await context.reports(), operation.lasting);
  if (failure !== undefined) return { errors: [formatError(failure, mask)], dataText: 'null', extensions };
  const dataText = outcome.data === undefined ? outcome.dataText : JSON.stringify(outcome.data);
  // without data the request itself was wrong, and no field was looked at
  const phase = dataText === undefined ? requestFault(operation) : undefined;
  const errors = outcome.errors?.map((error) => formatError(error, mask, phase));
  return { errors, dataText, extensions };
}

interface Outcome {
  readonly data?: FormattedExecutionResult['data'];
  readonly dataText?: string | undefined;
  readonly errors?: readonly unknown[] | undefined;
}

const ONE_SHOT = compiledExecutor();

/** Gives up waiting when the budget is spent: what still runs finds its signal aborted and resolves nothing more. */
async function executeWithin<C extends ExecutionScope>(operation: Operation<C>): Promise<Outcome> {
  const { context, executor = ONE_SHOT } = operation;
  const { budget } = context;
  if (budget?.failure !== undefined) return {};
  try {
    const result = executor(operation);
    if (!(result instanceof Promise) || budget === undefined) return await result;
    return (await Promise.race([result, budget.stopped])) ?? {};
  } catch (error) {
    return { errors: [error], data: null };
  }
}

function requestFault<C extends ExecutionScope>({ document, operationName }: Operation<C>): GraphqlCode {
  return getOperationAST(document, operationName) == null ? 'OPERATION_RESOLUTION_FAILURE' : 'BAD_USER_INPUT';
}
