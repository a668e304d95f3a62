import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** How a number for a selection set comes from its fields. */
export interface Measure {
  /** A field's number, from the number of what is selected in it (0 for a leaf). */
  field(node: FieldNode, inside: number): number;
  combine(a: number, b: number): number;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter(
    (definition): definition is FragmentDefinitionNode => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

export function operationsOf(document: DocumentNode): readonly OperationDefinitionNode[] {
  return document.definitions.filter(
    (definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION,
  );
}

/**
 * Measures selection sets with their fragments expanded. A fragment is measured once however often it is spread, so a
 * document that would expand exponentially costs no more than its length. A fragment within itself counts as nothing
 * there: validation refuses such a document anyway.
 */
export function selectionMeasurer(fragments: Fragments, measure: Measure): (set: SelectionSetNode) => number {
  const measured = new Map<string, number>();
  for (const fragment of innermostFirst(fragments)) {
    measured.set(fragment.name.value, ofSet(fragment.selectionSet));
  }

  function ofSelection(selection: SelectionNode): number {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return measured.get(selection.name.value) ?? 0;
    if (selection.kind === Kind.INLINE_FRAGMENT) return ofSet(selection.selectionSet);
    return measure.field(selection, ofSet(selection.selectionSet));
  }
  function ofSet(set: SelectionSetNode | undefined): number {
    let total = 0;
    for (const selection of set?.selections ?? []) total = measure.combine(total, ofSelection(selection));
    return total;
  }
  return ofSet;
}

/** Each fragment behind those that it spreads. With a stack of its own: chains of fragments can be long. */
function* innermostFirst(fragments: Fragments): Generator<FragmentDefinitionNode> {
  const entered = new Set<string>();
  const stack: { readonly fragment: FragmentDefinitionNode; readonly spreads: Iterator<string> }[] = [];
  function enter(name: string): void {
    const fragment = fragments.get(name);
    if (fragment === undefined || entered.has(name)) return;
    entered.add(name);
    stack.push({ fragment, spreads: spreadsIn(fragment.selectionSet).values() });
  }
  for (const name of fragments.keys()) {
    enter(name);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.spreads.next();
      if (next.done !== true) {
        enter(next.value);
        continue;
      }
      stack.pop();
      yield top.fragment;
    }
  }
}

function spreadsIn(set: SelectionSetNode, names: string[] = []): string[] {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) names.push(selection.name.value);
    else if (selection.selectionSet !== undefined) spreadsIn(selection.selectionSet, names);
  }
  return names;
}
