import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';
import { plainText } from '../../report/plain-text.ts';
import { addedPaths, isPartOfAddition } from './addition.ts';
import { impliedMoves, markedPath, moveOf } from './experimental-moves.ts';
import { isNoise } from './noise.ts';
import { CRITICALITIES, type Criticality, type SchemaChange } from './schema-change.ts';

export interface ComparedSchema {
  readonly schema: GraphQLSchema;
  /** False where it came by introspection: who uses which directive is not known then. */
  readonly hasDirectives: boolean;
}

const LEVELS: { readonly [level in CriticalityLevel]: Criticality } = {
  [CriticalityLevel.Breaking]: 'breaking',
  [CriticalityLevel.Dangerous]: 'dangerous',
  [CriticalityLevel.NonBreaking]: 'safe',
};

/**
 * What clients of the older schema meet in the newer one: breaking changes first, each once. Descriptions are left
 * out, since most of them come from elsewhere and differ with the cluster.
 */
export async function compareSchemas(
  older: ComparedSchema,
  newer: ComparedSchema,
): Promise<readonly SchemaChange[]> {
  const all = await diff(older.schema, newer.schema);
  const hasDirectives = older.hasDirectives && newer.hasDirectives;
  const added = addedPaths(all);
  const told = all.filter((change) => !isNoise(change, hasDirectives) && !isPartOfAddition(change, added));
  const implied = impliedMoves(told, newer.schema);
  const experimental = new Set(all.filter((change) => moveOf(change) === 'into').map(markedPath));
  return told
    .filter((change) => !implied.has(change))
    .map((change) =>
      toSchemaChange(change, added.has(change.path ?? '') && experimental.has(change.path ?? '')),
    )
    .sort(byCriticalityAndPath);
}

function toSchemaChange(change: Change, experimental: boolean): SchemaChange {
  const { type, path, criticality } = change;
  return {
    // what leaves the experimental channel is what it was, and now stays so
    criticality: moveOf(change) === 'out of' ? 'safe' : LEVELS[criticality.level],
    type,
    path,
    message: messageOf(change),
    reason: criticality.reason === undefined ? undefined : plainText(criticality.reason),
    experimental,
    location: undefined,
  };
}

function messageOf(change: Change): string {
  const move = moveOf(change);
  if (move === undefined) return plainText(change.message);
  return `'${markedPath(change)}' ${move === 'into' ? 'is experimental now' : 'is no longer experimental'}`;
}

function byCriticalityAndPath(a: SchemaChange, b: SchemaChange): number {
  return (
    CRITICALITIES.indexOf(a.criticality) - CRITICALITIES.indexOf(b.criticality) ||
    compareText(a.path ?? '', b.path ?? '')
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
