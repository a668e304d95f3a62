import type { Change } from '@graphql-inspector/core';
import { type GraphQLSchema, getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { usedDirective } from './directive-usage.ts';

export const EXPERIMENTAL_MARK = '.@experimental';

export type Move = 'into' | 'out of';

const MOVES: readonly Move[] = ['into', 'out of'];

/** Whether the change takes something into the experimental channel, or out of it. */
export function moveOf(change: Change): Move | undefined {
  if (usedDirective(change) !== 'experimental' || change.path?.endsWith(EXPERIMENTAL_MARK) !== true)
    return undefined;
  return change.type.endsWith('_REMOVED') ? 'out of' : 'into';
}

/** `Query.tcpRoute` of `Query.tcpRoute.@experimental`. */
export function markedPath({ path = '' }: Change): string {
  return path.slice(0, -EXPERIMENTAL_MARK.length);
}

/**
 * Moves between the channels that say nothing new: what is in a type, or behind a field, that moves likewise. A kind
 * moves with all its types, fields and enum values, and the query fields that lead to it tell that.
 */
export function impliedMoves(changes: readonly Change[], schema: GraphQLSchema): ReadonlySet<Change> {
  const implied = MOVES.flatMap((move) => {
    const moving = changes.filter((change) => moveOf(change) === move);
    const paths = new Set(moving.map(markedPath));
    const behind = typesBehind(paths, schema);
    return moving.filter((change) => {
      const path = markedPath(change);
      const owner = path.split('.').slice(0, -1).join('.');
      return owner === '' ? behind.has(path) : paths.has(owner);
    });
  });
  return new Set(implied);
}

/** The types of the fields among the paths. */
function typesBehind(paths: ReadonlySet<string>, schema: GraphQLSchema): ReadonlySet<string> {
  const types = new Set<string>();
  for (const path of paths) {
    const [owner = '', field = ''] = path.split('.');
    const type = schema.getType(owner);
    const found = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    if (found !== undefined) types.add(getNamedType(found.type).name);
  }
  return types;
}
