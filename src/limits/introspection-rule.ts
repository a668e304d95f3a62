import { type FieldNode, Kind, type SelectionSetNode, type ValidationRule } from 'graphql';
import { introspectionListSizes } from './introspection-list-sizes.ts';
import { limitRule } from './limit-rule.ts';
import { type Fragments, fragmentsOf, selectionMeasurer } from './measure-selections.ts';

/**
 * graphql-js resolves introspection by itself, where no budget is spent; so what it will visit is estimated
 * beforehand, each list by how long it is on average in this schema. The query that tools send is far below any
 * sensible limit, a hundred aliases of it are not.
 */
export function introspectionRule(max: number): ValidationRule {
  return limitRule({
    code: 'QUERY_TOO_COMPLEX',
    max,
    measureOperation(context) {
      const fragments = fragmentsOf(context.getDocument());
      const sizes = introspectionListSizes(context.getSchema());
      const visits = selectionMeasurer(fragments, {
        field: (node, inside) => (sizes.get(node.name.value) ?? 1) * (inside + 1),
        combine: (a, b) => a + b,
      });
      return (operation) => {
        let total = 0;
        for (const field of rootFields(operation.selectionSet, fragments)) {
          if (isIntrospection(field) && field.selectionSet !== undefined) total += visits(field.selectionSet);
        }
        return total;
      };
    },
    message: () => 'The query asks for too much introspection at once. Ask in several queries.',
  });
}

function isIntrospection(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}

/** Each fragment once: the second spread of one selects the same response fields again. */
function* rootFields(
  set: SelectionSetNode,
  fragments: Fragments,
  seen: Set<string> = new Set(),
): Generator<FieldNode> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT)
      yield* rootFields(selection.selectionSet, fragments, seen);
    else if (!seen.has(selection.name.value)) {
      seen.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) yield* rootFields(fragment.selectionSet, fragments, seen);
    }
  }
}
