import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { introspectionListSizes } from './introspection-list-sizes.ts';
import { type Fragments, fragmentsOf, selectionMeasurer } from './measure-selections.ts';

/** About how many values the introspection in an operation visits: each list by its average length in the schema. */
export function introspectionVisits(
  document: DocumentNode,
  schema: GraphQLSchema,
): (operation: OperationDefinitionNode) => number {
  const fragments = fragmentsOf(document);
  const sizes = introspectionListSizes(schema);
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
}

function isIntrospection(field: FieldNode): boolean {
  return field.name.value === '__schema' || field.name.value === '__type';
}

/** Each fragment once: the second spread of one selects the same response fields again. */
function rootFields(root: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  const fields: FieldNode[] = [];
  const seen = new Set<string>();
  const pending = [root];
  for (let set = pending.pop(); set !== undefined; set = pending.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection);
      else if (selection.kind === Kind.INLINE_FRAGMENT) pending.push(selection.selectionSet);
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        pending.push(...[fragments.get(selection.name.value)?.selectionSet ?? []].flat());
      }
    }
  }
  return fields;
}
