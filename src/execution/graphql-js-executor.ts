import { execute } from 'graphql';
import { budgetedFieldResolver } from '../limits/budgeted-field-resolver.ts';
import type { Executor } from './executor.ts';

/** The reference implementation: what it answers is right. */
export const graphqlJsExecutor: Executor = ({ schema, document, operationName, variables, context }) =>
  execute({
    schema,
    document,
    operationName: operationName ?? null,
    variableValues: variables ?? null,
    contextValue: context,
    fieldResolver: context.budget === undefined ? null : budgetedFieldResolver,
  });
