import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { fragmentsOf, selectionMeasurer } from './measure-selections.ts';

/** Counts every field of an operation as often as it is selected, fragments expanded. */
export function operationFieldCount(document: DocumentNode): (operation: OperationDefinitionNode) => number {
  const count = selectionMeasurer(fragmentsOf(document), {
    field: (_node, inside) => inside + 1,
    combine: (a, b) => a + b,
  });
  return (operation) => count(operation.selectionSet);
}
