import type { ValidationRule } from 'graphql';
import { limitRule } from './limit-rule.ts';
import { fragmentsOf, selectionMeasurer } from './measure-selections.ts';

/** Counts every field as often as it is selected, fragments expanded. */
export function fieldCountRule(max: number): ValidationRule {
  return limitRule({
    code: 'QUERY_TOO_COMPLEX',
    max,
    measureOperation(context) {
      const count = selectionMeasurer(fragmentsOf(context.getDocument()), {
        field: (_node, inside) => inside + 1,
        combine: (a, b) => a + b,
      });
      return (operation) => count(operation.selectionSet);
    },
    message: (found) =>
      `The query selects ${readable(found)} fields with its fragments expanded, ${max} are allowed. ` +
      'Ask in several queries, or start the server with a higher --max-fields.',
  });
}

/** Expansion multiplies: the number can have hundreds of digits. */
function readable(found: number): string {
  return found < 1e9 ? String(found) : 'more than a billion';
}
