import { type DocumentNode, GraphQLIncludeDirective, GraphQLSkipDirective, Kind, visit } from 'graphql';

const CONDITIONS: ReadonlySet<string> = new Set([GraphQLSkipDirective.name, GraphQLIncludeDirective.name]);

/** The variables that decide what a document selects, those of `@skip` and `@include`, in the order of their names. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: given = [] }) {
      if (!CONDITIONS.has(name.value)) return;
      for (const { value } of given) if (value.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}
