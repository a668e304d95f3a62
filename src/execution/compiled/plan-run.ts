import { type FieldNode, type GraphQLError, locatedError } from 'graphql';
import type { ExecutionBudget } from '../../context/execution-budget.ts';
import type { Variables } from './collect-fields.ts';
import type { OperationPlan, ResponsePath, Run } from './plan.ts';

export interface RunOptions {
  readonly plan: OperationPlan;
  readonly context: { readonly budget?: ExecutionBudget | undefined };
  /** Coerced. */
  readonly variables: Variables;
}

export class PlanRun implements Run {
  readonly plan: OperationPlan;
  readonly context: RunOptions['context'];
  readonly variables: Variables;
  readonly budget: ExecutionBudget | undefined;
  readonly errors: GraphQLError[] = [];
  readonly arguments: Variables[] = [];
  readonly #nulled = new Set<ResponsePath | undefined>();

  constructor({ plan, context, variables }: RunOptions) {
    this.plan = plan;
    this.context = context;
    this.variables = variables;
    this.budget = context.budget;
  }

  spend(count: number): void {
    if (this.budget !== undefined && !this.budget.spend(count)) throw OVER;
  }

  fail(error: unknown, nodes: readonly FieldNode[], path: ResponsePath, nonNull: boolean): null {
    if (error === OVER) throw error;
    const located = locatedError(error, nodes, pathArray(path));
    if (nonNull) throw located;
    this.report(located, path);
    return null;
  }

  report(error: GraphQLError, path: ResponsePath | undefined): void {
    if (this.#nulled.size > 0 && this.#isBelowNull(path)) return;
    this.#nulled.add(path);
    this.errors.push(error);
  }

  #isBelowNull(path: ResponsePath | undefined): boolean {
    for (let step = path; step !== undefined; step = step.prev) if (this.#nulled.has(step)) return true;
    return this.#nulled.has(undefined);
  }
}

const OVER = new Error('the execution is over');

function pathArray(path: ResponsePath): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let step: ResponsePath | undefined = path; step !== undefined; step = step.prev) keys.push(step.key);
  return keys.reverse();
}
