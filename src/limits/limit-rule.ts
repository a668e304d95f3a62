import {
  GraphQLError,
  type OperationDefinitionNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { GraphqlCode } from '../errors.ts';
import { operationsOf } from './measure-selections.ts';

export interface Limit {
  readonly code: GraphqlCode;
  readonly max: number;
  /** Called once a document; what it returns, once an operation. */
  measureOperation(context: ValidationContext): (operation: OperationDefinitionNode) => number;
  message(found: number): string;
}

/**
 * Refuses operations that measure more than the limit. It reports when the document is entered, before the rules of
 * the specification walk through it.
 */
export function limitRule({ code, max, measureOperation, message }: Limit): ValidationRule {
  return (context) => ({
    Document(document) {
      const measure = measureOperation(context);
      for (const operation of operationsOf(document)) {
        const found = measure(operation);
        if (found <= max) continue;
        context.reportError(
          new GraphQLError(message(found), { nodes: operation, extensions: { code, max } }),
        );
      }
    },
  });
}
