import type { DocumentNode, FieldNode, OperationDefinitionNode } from 'graphql';
import { fragmentsOf, selectionMeasurer } from './measure-selections.ts';

/**
 * Measures how many levels of fields the operations of a document have: `{ httpRoutes { nodes { kind } } }` is 3
 * deep. What lies within introspection does not count.
 */
export function operationDepth(document: DocumentNode): (operation: OperationDefinitionNode) => number {
  const depth = selectionMeasurer(fragmentsOf(document), {
    field: (node, inside) => (isIntrospection(node) ? 0 : inside + 1),
    combine: Math.max,
  });
  return (operation) => depth(operation.selectionSet);
}

function isIntrospection(node: FieldNode): boolean {
  return node.name.value.startsWith('__');
}
