import type { FieldNode, ValidationRule } from 'graphql';
import { limitRule } from './limit-rule.ts';
import { fragmentsOf, selectionMeasurer } from './measure-selections.ts';

/** `{ httpRoutes { nodes { kind } } }` is 3 deep. What lies within introspection does not count. */
export function depthRule(max: number): ValidationRule {
  return limitRule({
    code: 'QUERY_TOO_DEEP',
    max,
    measureOperation(context) {
      const depth = selectionMeasurer(fragmentsOf(context.getDocument()), {
        field: (node, inside) => (isIntrospection(node) ? 0 : inside + 1),
        combine: Math.max,
      });
      return (operation) => depth(operation.selectionSet);
    },
    message: (found) =>
      `The query is ${found} levels deep, ${max} are allowed. Ask for less at once, or start the server with a higher --max-depth.`,
  });
}

function isIntrospection(node: FieldNode): boolean {
  return node.name.value.startsWith('__');
}
