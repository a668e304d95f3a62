import { visibleText } from '../../report/visible-text.ts';

/** A piece of a line, and what to point at in it. */
export interface Excerpt {
  readonly text: string;
  /** Characters before the mark, and the length of it. */
  readonly indent: number;
  readonly length: number;
}

const BEFORE = 24;

/**
 * What to show of a line: the field that begins at `column` (from 1) up to the end of the line, a comment not
 * included. Of a long line, the part around it that fits `width`.
 */
export function excerptOf(line: string, column: number, width: number): Excerpt {
  const at = column - 1;
  const isLong = line.length > width;
  const start = isLong ? Math.max(0, Math.min(at - BEFORE, line.length - width)) : 0;
  const before = visible(line.slice(start, at));
  const marked = visible(line.slice(at, start + width));
  const content = marked.replace(/\s+#.*$/, '').trimEnd();
  const [head, tail] = [start > 0 ? '…' : '', start + width < line.length ? '…' : ''];
  return {
    text: `${head}${before}${marked.trimEnd()}${tail}`,
    indent: head.length + before.length,
    length: Math.max(content.length, 1),
  };
}

function visible(text: string): string {
  return visibleText(text.replaceAll('\t', ' '));
}
