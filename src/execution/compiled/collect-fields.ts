import {
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';

/** Coerced variables, by name. */
export type Variables = { readonly [name: string]: unknown };

/** What a selection means once its fragments and conditions are known. */
export interface SelectionScope {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced; read for `@skip` and `@include` alone. */
  readonly variables: Variables;
}

/** The fields that an object of `type` is asked for, by response key (GraphQL specification 6.3.2). */
export function collectFields(
  scope: SelectionScope,
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  for (const set of selections) collect({ scope, type, fields, visited }, set);
  return fields;
}

interface Collection {
  readonly scope: SelectionScope;
  readonly type: GraphQLObjectType;
  readonly fields: Map<string, FieldNode[]>;
  readonly visited: Set<string>;
}

function collect(into: Collection, { selections }: SelectionSetNode): void {
  for (const selection of selections) {
    if (!isIncluded(into.scope, selection)) continue;
    if (selection.kind === Kind.FIELD) addField(into, selection);
    else collectFragment(into, selection);
  }
}

function addField({ fields }: Collection, node: FieldNode): void {
  const key = node.alias?.value ?? node.name.value;
  const known = fields.get(key);
  if (known === undefined) fields.set(key, [node]);
  else known.push(node);
}

function collectFragment(into: Collection, selection: FragmentSpreadNode | InlineFragmentNode): void {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    if (applies(into, selection)) collect(into, selection.selectionSet);
    return;
  }
  const name = selection.name.value;
  if (into.visited.has(name)) return;
  into.visited.add(name);
  const fragment = into.scope.fragments.get(name);
  if (fragment !== undefined && applies(into, fragment)) collect(into, fragment.selectionSet);
}

function applies(
  { scope, type }: Collection,
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
): boolean {
  if (typeCondition === undefined) return true;
  const condition = typeFromAST(scope.schema, typeCondition);
  return condition === type || (isAbstractType(condition) && scope.schema.isSubType(condition, type));
}

function isIncluded({ variables }: SelectionScope, node: SelectionNode): boolean {
  if (node.directives === undefined || node.directives.length === 0) return true;
  if (getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}
