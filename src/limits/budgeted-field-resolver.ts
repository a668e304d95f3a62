import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import type { ExecutionBudget } from '../context/execution-budget.ts';

export interface Budgeted {
  readonly budget?: ExecutionBudget | undefined;
}

type Resolver = GraphQLFieldResolver<unknown, Budgeted | undefined>;

/** The default field resolver, charging for what it returns. Of what it finds, only lists are work enough to wait. */
export const budgetedFieldResolver: Resolver = charging(defaultFieldResolver, isListOfObjects);

/**
 * Charges one for the field and one for each item of a list. Once the budget is spent nothing is resolved any more,
 * so that the rest of the execution unwinds quickly; whoever executes turns that into one error. While the execution
 * pauses, the fields of the types that `waits` names are resolved later: each costs a promise, so not all are.
 */
export function charging(
  resolve: Resolver,
  waits: (type: GraphQLOutputType) => boolean = isObject,
): Resolver {
  return (source, args, context, info) => {
    const budget = context?.budget;
    if (budget === undefined) return resolve(source, args, context, info);
    if (!budget.spend(1)) return unwound(info);
    if (budget.paused && waits(info.returnType)) {
      return deferred(budget, info, () => resolve(source, args, context, info));
    }
    return charged(resolve(source, args, context, info), budget, info);
  };
}

function isObject(type: GraphQLOutputType): boolean {
  return !isLeafType(getNamedType(type));
}

function isListOfObjects(type: GraphQLOutputType): boolean {
  return isListType(getNullableType(type)) && isObject(type);
}

function charged(value: unknown, budget: ExecutionBudget, info: GraphQLResolveInfo): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Promise) return value.then((settled) => charged(settled, budget, info));
  return Array.isArray(value) && !budget.spend(value.length) ? unwound(info) : value;
}

function deferred(
  budget: ExecutionBudget,
  info: GraphQLResolveInfo,
  resolve: () => unknown,
): Promise<unknown> {
  return new Promise((settle, fail) => {
    budget.defer(() => {
      try {
        settle(charged(resolve(), budget, info));
      } catch (error) {
        fail(error);
      }
    });
  });
}

/**
 * A non-null field that is null costs graphql-js two errors with stack traces. This one is made once, and taken as it
 * is because it has a path already.
 */
const OVER = new GraphQLError('The execution is over.', { path: [] });

function unwound(info: GraphQLResolveInfo): null {
  if (isNonNullType(info.returnType)) throw OVER;
  return null;
}
