import type { Change } from '@graphql-inspector/core';

const USAGE = 'DIRECTIVE_USAGE_';

/** `deprecated` where the change is about `Query.route.@deprecated`, or about an argument of it. */
export function usedDirective({ type, path }: Change): string | undefined {
  if (!type.startsWith(USAGE)) return undefined;
  return path
    ?.split('.')
    .find((name) => name.startsWith('@'))
    ?.slice(1);
}
