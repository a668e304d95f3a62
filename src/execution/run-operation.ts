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
}

/** Executes and formats, and tells the observer. Never rejects: what goes wrong is in the result. */
export async function runOperation<C extends ExecutionScope>(
  operation: Operation<C>,
): Promise<FormattedExecutionResult> {
  const { observer, document, operationName } = operation;
  if (observer === undefined) return await formattedResult(operation);
  const startedAt = performance.now();
  const result = await formattedResult(operation);
  const codes = result.errors?.map(({ extensions }) => String(extensions?.['code'])) ?? [];
  const seconds = (performance.now() - startedAt) / 1_000;
  observer.operation({ name: getOperationAST(document, operationName)?.name?.value, seconds, codes });
  return result;
}

async function formattedResult<C extends ExecutionScope>(
  operation: Operation<C>,
): Promise<FormattedExecutionResult> {
  const { context, faultLog } = operation;
  const mask = errorMasker(faultLog);
  const result = await executeWithin(operation);
  const failure = context.budget?.failure;
  if (failure !== undefined)
    return await withExtensions({ errors: [formatError(failure, mask)], data: null }, context);
  // without data the request itself was wrong, and no field was looked at
  const phase = result.data === undefined ? requestFault(operation) : undefined;
  const errors = result.errors?.map((error) => formatError(error, mask, phase));
  return await withExtensions(
    {
      ...(errors === undefined ? {} : { errors }),
      ...(result.data === undefined ? {} : { data: result.data }),
    },
    context,
  );
}

interface Outcome {
  readonly data?: FormattedExecutionResult['data'];
  readonly errors?: readonly unknown[];
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

async function withExtensions(
  result: FormattedExecutionResult,
  scope: ExecutionScope,
): Promise<FormattedExecutionResult> {
  const extensions = clusterExtensions(await scope.reports());
  return extensions === undefined ? result : { ...result, extensions };
}
