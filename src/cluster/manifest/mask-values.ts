import { isScalar, visit } from 'yaml';
import type { TextRange } from './split-documents.ts';
import { syntaxTreeOf } from './syntax-tree.ts';

/** A string in a text that JSON.parse has accepted, and the colon behind it where it is a key. */
const JSON_STRING = /("[^"\\]*(?:\\.[^"\\]*)*")(\s*:)?/g;

/**
 * Where the values of a document are, keys not among them. What is kept of a manifest that holds a Secret is its
 * shape: enough to say where a field is.
 */
export function valueRanges(text: string, syntax: 'json' | 'yaml'): readonly TextRange[] {
  return syntax === 'json' ? jsonStrings(text) : yamlScalars(text);
}

/** The text with all but white space in the ranges (in order, none overlapping) replaced, at the same length. */
export function maskText(text: string, ranges: readonly TextRange[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/\S/g, 'x'));
    at = end;
  }
  pieces.push(text.slice(at));
  // Joined anew, because a slice would keep the whole text alive.
  return pieces.join('');
}

function jsonStrings(text: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  for (const { 1: string = '', 2: colon, index } of text.matchAll(JSON_STRING)) {
    if (colon === undefined) ranges.push({ start: index + 1, end: index + string.length - 1 });
  }
  return ranges;
}

function yamlScalars(text: string): readonly TextRange[] {
  const ranges: TextRange[] = [];
  visit(syntaxTreeOf(text), {
    Scalar(role, node) {
      if (role !== 'key' && isScalar(node) && node.range)
        ranges.push({ start: node.range[0], end: node.range[1] });
    },
  });
  return ranges;
}
