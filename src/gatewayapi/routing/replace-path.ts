import { asString, type JsonObject } from '../../kube/json.ts';
import { withoutTrailingSlash } from './http-conditions.ts';

/** What a path modifier leaves of a path; undefined when it cannot be applied to this match. */
export function replacePath(
  path: string,
  modifier: JsonObject,
  matchedPrefix: string | undefined,
): string | undefined {
  if (modifier['type'] === 'ReplaceFullPath') return asString(modifier['replaceFullPath']) ?? path;
  if (modifier['type'] !== 'ReplacePrefixMatch' || matchedPrefix === undefined) return undefined;
  return replacePrefix(path, matchedPrefix, asString(modifier['replacePrefixMatch']) ?? '');
}

/** The table of semantics.md D.4: a slash at the end of prefix or replacement says nothing. */
export function replacePrefix(path: string, prefix: string, replacement: string): string {
  const rest = path.slice(withoutTrailingSlash(prefix).length);
  return withoutTrailingSlash(replacement) + rest || '/';
}
