import { type Change, ChangeType } from '@graphql-inspector/core';

const ADDITIONS: ReadonlySet<string> = new Set([
  ChangeType.TypeAdded,
  ChangeType.FieldAdded,
  ChangeType.FieldArgumentAdded,
  ChangeType.InputFieldAdded,
  ChangeType.EnumValueAdded,
  ChangeType.DirectiveAdded,
]);

/** Paths of all that the newer schema has and the older has not. */
export function addedPaths(changes: readonly Change[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ type, path }) => (ADDITIONS.has(type) && path !== undefined ? path : [])),
  );
}

/**
 * A new type comes with all its fields, a new field with its arguments: nobody used them, so nothing of it can break.
 * (The library's own rule for this goes by any change nearby, and loses fields that were removed from a type which got
 * an interface.)
 */
export function isPartOfAddition({ type, path = '' }: Change, added: ReadonlySet<string>): boolean {
  if (added.has(path) && !ADDITIONS.has(type)) return true;
  for (let end = path.lastIndexOf('.'); end > 0; end = path.lastIndexOf('.', end - 1)) {
    if (added.has(path.slice(0, end))) return true;
  }
  return false;
}
