import type {
  FieldNode,
  GraphQLError,
  GraphQLField,
  GraphQLObjectType,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import type { ExecutionBudget } from '../../context/execution-budget.ts';
import type { SelectionScope, Variables } from './collect-fields.ts';

/** Where a value stands in the response; made into an array only for errors. */
export interface ResponsePath {
  readonly prev: ResponsePath | undefined;
  readonly key: string | number;
  readonly typename: string | undefined;
}

/**
 * A value of the answer as JSON text: what is sent is written at once, without objects that somebody would have to
 * print later. null is the value null, which tells parents about failures.
 */
export type Completed = string | null | Promise<string | null>;

/** Of what is there. */
export function jsonOf(completed: Completed): string {
  return completed === null ? 'null' : (completed as string);
}

/** The fields that one selection takes from objects of one type. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  /** The answer for one object, or a promise of it where a field takes time. */
  execute(run: Run, source: unknown, path: ResponsePath | undefined): string | Promise<string>;
}

/** One field of a selection. */
export interface PlannedField {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
}

/** What the parts of a plan are made from. */
export interface PlanScope extends SelectionScope {
  /** A number that no other field of the plan has. */
  nextSlot(): number;
  planObject(type: GraphQLObjectType, selections: readonly SelectionSetNode[]): ObjectPlan;
}

/** A query, prepared for execution: what would be looked up for every object is looked up once. */
export interface OperationPlan extends SelectionScope {
  readonly operation: OperationDefinitionNode;
  readonly root: ObjectPlan;
}

/** One execution of a plan. */
export interface Run {
  readonly plan: OperationPlan;
  readonly context: unknown;
  readonly variables: Variables;
  readonly budget: ExecutionBudget | undefined;
  /** Arguments of fields, by their slots: they are the same for every object. */
  readonly arguments: Variables[];
  /** Throws once the budget is spent: whoever executes drops the result, so nothing more has to be completed. */
  spend(count: number): void;
  /** What stands in the place of a value that failed: null. Throws where null may not stand. */
  fail(error: unknown, nodes: readonly FieldNode[], path: ResponsePath, nonNull: boolean): null;
  /** An error below a value that is null already says nothing new. */
  report(error: GraphQLError, path: ResponsePath | undefined): void;
}
