import { type Change, ChangeType } from '@graphql-inspector/core';
import { isSpecifiedDirective, specifiedDirectives } from 'graphql';
import { usedDirective } from './directive-usage.ts';

/** What is told twice: these come with changes of their own for a deprecation. */
const DEPRECATION_TWINS: ReadonlySet<string> = new Set([
  ChangeType.DirectiveUsageFieldDefinitionAdded,
  ChangeType.DirectiveUsageFieldDefinitionRemoved,
  ChangeType.DirectiveUsageEnumValueAdded,
  ChangeType.DirectiveUsageEnumValueRemoved,
  ChangeType.DirectiveUsageArgumentAdded,
  ChangeType.DirectiveUsageArgumentRemoved,
]);

const SPECIFIED: ReadonlySet<string> = new Set(
  specifiedDirectives.filter(isSpecifiedDirective).map(({ name }) => name),
);

/** Says nothing to clients: a text, a deprecation that is told already, a directive that one side cannot know of. */
export function isNoise(change: Change, hasDirectives: boolean): boolean {
  if (change.type.includes('_DESCRIPTION_')) return true;
  const directive = usedDirective(change);
  if (directive === undefined) return false;
  if (!SPECIFIED.has(directive)) return !hasDirectives;
  return directive === 'deprecated' && DEPRECATION_TWINS.has(change.type);
}
