import {
  type DocumentNode,
  type FormattedExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { limitRules, parseLimits, type QueryLimits } from '../limits/query-limits.ts';
import { errorMasker } from './error-masker.ts';
import type { ExecutionScope } from './execution-scope.ts';
import type { Executor } from './executor.ts';
import type { FaultLog } from './fault-log.ts';
import { formatError } from './format-error.ts';
import { runOperation } from './run-operation.ts';
import { subscriptionRefusal } from './subscription-refusal.ts';

export interface Query<C extends ExecutionScope> {
  readonly schema: GraphQLSchema;
  /** The text of the document. */
  readonly source: string;
  readonly operationName?: string | undefined;
  readonly variables?: { readonly [name: string]: unknown } | undefined;
  readonly context: C;
  readonly limits?: QueryLimits | undefined;
  /** @default compiled */
  readonly executor?: Executor | undefined;
  readonly faultLog: FaultLog;
}

/** What the server does with a request, without a server: parse, validate, execute, format. Never rejects. */
export async function executeQuery<C extends ExecutionScope>(
  query: Query<C>,
): Promise<FormattedExecutionResult> {
  const { schema, operationName, variables, context, faultLog, executor } = query;
  const prepared = prepare(query);
  if (!('document' in prepared)) return prepared;
  const { document } = prepared;
  return runOperation({ schema, document, operationName, variables, context, faultLog, executor });
}

function prepare<C extends ExecutionScope>({
  schema,
  source,
  operationName,
  limits = {},
  faultLog,
}: Query<C>): { document: DocumentNode } | FormattedExecutionResult {
  const mask = errorMasker(faultLog);
  let document: DocumentNode;
  try {
    document = parse(source, parseLimits(limits));
  } catch (error) {
    return { errors: [formatError(error, mask, 'GRAPHQL_PARSE_FAILED')] };
  }
  try {
    const errors = validate(schema, document, [...specifiedRules, ...limitRules(limits)]);
    if (errors.length > 0) {
      return { errors: errors.map((error) => formatError(error, mask, 'GRAPHQL_VALIDATION_FAILED')) };
    }
  } catch (error) {
    return { errors: [formatError(error, mask, 'GRAPHQL_VALIDATION_FAILED')] };
  }
  const refusal = subscriptionRefusal(getOperationAST(document, operationName));
  return refusal === undefined ? { document } : { errors: [formatError(refusal, mask)] };
}
