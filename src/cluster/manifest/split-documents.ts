/** A piece of a text: `end` is behind its last character. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A line that begins with `---` or `...` ends a document wherever it stands, in quotes and block scalars too. */
const MARKER = /(?<![^\n])(?:---|\.\.\.)(?!\S)/g;

/**
 * Where the documents of a YAML stream are. Each is parsed alone, as kubectl does: an open quote in one costs only
 * that one. `---` belongs to the document it opens, `...` to none.
 */
export function* splitDocuments(text: string): Generator<TextRange, void, undefined> {
  let start = 0;
  for (const { 0: marker, index } of text.matchAll(MARKER)) {
    if (index > start) yield { start, end: index };
    start = marker === '---' ? index : index + marker.length;
  }
  if (text.length > start) yield { start, end: text.length };
}
