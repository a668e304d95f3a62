/** How the description of all that is not in the standard channel begins: introspection carries no directives. */
export const experimentalMark = 'Experimental channel.';

/** Lets the texts of all that is experimental begin with saying so; names are `Type`, `Type.field`, `Enum.Value`. */
export function markExperimental(
  texts: ReadonlyMap<string, string>,
  experimental: readonly string[],
): ReadonlyMap<string, string> {
  const marked = new Map(texts);
  for (const name of experimental) {
    const text = texts.get(name);
    if (text !== undefined && !text.startsWith(experimentalMark))
      marked.set(name, `${experimentalMark} ${text}`);
  }
  return marked;
}
