import ts from 'typescript';
import { tidyDescription } from '../../src/codegen/tidy-description.ts';

/**
 * The documentation comment before a declaration. Read as text: the compiler's own reader would take every `@` in it
 * for a tag.
 */
export function commentText(node: ts.Node): string | undefined {
  const source = node.getSourceFile().text;
  const range = ts.getLeadingCommentRanges(source, node.getFullStart())?.at(-1);
  const comment = range === undefined ? '' : source.slice(range.pos, range.end);
  if (!comment.startsWith('/**')) return undefined;
  const lines = comment.slice(3, -2).split('\n');
  const text = lines.map((line) => line.replace(/^\s*\*? ?/, '')).join('\n');
  const tidy = tidyDescription(restore(text));
  return tidy === '' ? undefined : tidy;
}

/** Undoes the escapes of the generators, and gives bullets that were joined into one line their lines back. */
function restore(text: string): string {
  return text.replaceAll(/\\([*/'"])/g, '$1').replaceAll(/(?<=\S) {2,}\* /g, '\n* ');
}
