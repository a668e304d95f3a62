import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import type { ValueCondition } from './match-entry.ts';

/**
 * Headers or query parameters of a match. Of equivalent names only the first counts, for matching and for
 * precedence (semantics.md D.2); `normalize` makes equivalent names equal.
 */
export function valueConditions(
  list: Json | undefined,
  normalize: (name: string) => string,
): readonly ValueCondition[] {
  const items = asList(list);
  if (items.length === 0) return NONE;
  const byName = new Map<string, ValueCondition>();
  for (const item of items) {
    const name = normalize(asString(getIn(item, 'name')) ?? '');
    if (byName.has(name)) continue;
    const value = asString(getIn(item, 'value')) ?? '';
    byName.set(name, { name, value, pattern: getIn(item, 'type') === 'RegularExpression' });
  }
  return [...byName.values()];
}

const NONE: readonly ValueCondition[] = [];

/** Names of headers. */
export function lowerCase(name: string): string {
  return name.toLowerCase();
}

/** Names of query parameters. */
export function asWritten(name: string): string {
  return name;
}
