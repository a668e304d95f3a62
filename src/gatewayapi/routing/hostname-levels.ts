/**
 * Every hostname of a listener or route that a request for `hostname` matches, most specific first: the name itself,
 * wildcards from the longest, and "" for any (semantics.md C.3, D.1). A wildcard stands for one or more labels. No
 * name at all matches only what has no hostname.
 */
export function hostnameLevels(hostname: string): readonly string[] {
  if (hostname === '') return [''];
  const levels = [hostname];
  for (let dot = hostname.indexOf('.', 1); dot >= 0; dot = hostname.indexOf('.', dot + 1)) {
    levels.push(`*${hostname.slice(dot)}`);
  }
  levels.push('');
  return levels;
}

export const NO_MATCH = -1;

/**
 * How specifically a hostname of a listener or route matches a name: the higher, the more; `NO_MATCH` when it does
 * not. Orders hostnames as `hostnameLevels` does.
 */
export function hostnameRank(hostname: string, name: string): number {
  if (hostname === '') return 0;
  if (hostname === name) return Number.POSITIVE_INFINITY;
  if (!hostname.startsWith('*.')) return NO_MATCH;
  const suffix = hostname.slice(1);
  return name.endsWith(suffix) && name.length > suffix.length ? hostname.length : NO_MATCH;
}
