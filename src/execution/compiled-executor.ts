import { type GraphQLSchema, getOperationAST, getVariableValues, OperationTypeNode } from 'graphql';
import { conditionVariables } from './compiled/condition-variables.ts';
import { executePlan } from './compiled/execute-plan.ts';
import { type PlanRequest, planOperation } from './compiled/operation-plan.ts';
import type { OperationPlan } from './compiled/plan.ts';
import type { PlanCache } from './compiled/plan-cache.ts';
import type { Execution, Executor, Outcome } from './executor.ts';
import { graphqlJsExecutor } from './graphql-js-executor.ts';

/** As many as graphql-js reports. */
const MAX_COERCION_ERRORS = 50;

/**
 * Executes by plans, which answer as graphql-js does in a fraction of the time (docs/performance.md). What has no plan,
 * such as a mutation or an operation that is not there, is left to graphql-js. Without a cache each execution makes
 * a plan of its own.
 */
export function compiledExecutor(plans?: PlanCache): Executor {
  return (execution) => executeCompiled(execution, plans);
}

function executeCompiled(execution: Execution, plans: PlanCache | undefined): ReturnType<Executor> {
  const { schema, document, operationName, variables, context } = execution;
  const operation = getOperationAST(document, operationName);
  const rootType = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || rootType == null)
    return graphqlJsExecutor(execution);
  const coerced = coerce(schema, operation.variableDefinitions ?? [], variables);
  if ('errors' in coerced) return coerced;
  const request = { schema, document, operation, rootType, variables: coerced.values };
  return executePlan({ plan: planFor(request, execution, plans), context, variables: coerced.values });
}

function coerce(
  schema: GraphQLSchema,
  definitions: Parameters<typeof getVariableValues>[1],
  variables: Execution['variables'],
): { values: PlanRequest['variables'] } | Required<Pick<Outcome, 'errors'>> {
  if (definitions.length === 0) return { values: NO_VARIABLES };
  const result = getVariableValues(schema, definitions, variables ?? {}, { maxErrors: MAX_COERCION_ERRORS });
  return result.coerced === undefined ? { errors: result.errors } : { values: result.coerced };
}

const NO_VARIABLES = Object.freeze({});

function planFor(request: PlanRequest, execution: Execution, plans: PlanCache | undefined): OperationPlan {
  const { document, variables } = request;
  const { documentHash, operationName } = execution;
  if (plans === undefined || documentHash === undefined) return planOperation(request);
  return plans.get({
    // a hash holds no space, and a name neither
    id: `${documentHash} ${operationName ?? ''}`,
    bytes: document.loc?.source.body.length ?? 0,
    conditions: () => conditionVariables(document),
    variables,
    make: () => planOperation(request),
  });
}
