/** `<` and others of a text as HTML-like labels of Graphviz have them. */
export function escapeHtml(text: string): string {
  const escapes: { readonly [character: string]: string } = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
}

/** Backslashes begin escapes in Graphviz' strings: `\N` is the name of a node. */
export function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
