import { type DocumentNode, type FragmentDefinitionNode, GraphQLError, Kind, visit } from 'graphql';
import { fragmentsOf, operationsOf } from '../../../limits/measure-selections.ts';
import type { CompleteDocument } from './complete-document.ts';
import type { DocumentProblem } from './documents-report.ts';
import { problemOf } from './problem-of.ts';

/** Fragments that no operation of any file comes to. Nothing where there are no operations: files of fragments alone. */
export function unusedFragments(documents: readonly CompleteDocument[]): readonly DocumentProblem[] {
  if (documents.every(({ document }) => operationsOf(document).length === 0)) return [];
  const used = new Set(documents.flatMap(({ document }) => [...usedFragments(document)]));
  return documents.flatMap(({ file, document }) =>
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .filter((definition) => definition.loc?.source.name === file && !used.has(definition))
      .map((definition) =>
        problemOf(unused(definition), { file, severity: 'warning', code: 'UNUSED_FRAGMENT' }),
      ),
  );
}

function unused(definition: FragmentDefinitionNode): GraphQLError {
  return new GraphQLError(`No operation uses the fragment "${definition.name.value}".`, {
    nodes: definition,
  });
}

function usedFragments(document: DocumentNode): ReadonlySet<FragmentDefinitionNode> {
  const fragments = fragmentsOf(document);
  const used = new Set<FragmentDefinitionNode>();
  const waiting: (FragmentDefinitionNode | ReturnType<typeof operationsOf>[number])[] = [
    ...operationsOf(document),
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    visit(next, {
      FragmentSpread(node) {
        const fragment = fragments.get(node.name.value);
        if (fragment === undefined || used.has(fragment)) return;
        used.add(fragment);
        waiting.push(fragment);
      },
    });
  }
  return used;
}
