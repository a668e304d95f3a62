import type { SourceLocation } from '../../kube/cluster-reader.ts';
import type { TextRange } from './split-documents.ts';

/** The text of a manifest, kept for positions only. Private, so that no log or response can hold it. */
export class SourceFile {
  readonly name: string;
  readonly #text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(name: string, text: string) {
    this.name = name;
    this.#text = text;
  }

  textOf({ start, end }: TextRange): string {
    return this.#text.slice(start, end);
  }

  /** One line, without its end; lines are counted from 1. */
  lineText(line: number): string {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const start = this.#lineStarts[line - 1] ?? this.#text.length;
    const end = this.#text.indexOf('\n', start);
    return this.#text.slice(start, end < 0 ? undefined : end).replace(/\r$/, '');
  }

  locationAt(offset: number): SourceLocation {
    this.#lineStarts ??= lineStartsOf(this.#text);
    const line = lineAt(this.#lineStarts, offset);
    return { file: this.name, line: line + 1, column: offset - (this.#lineStarts[line] ?? 0) + 1 };
  }
}

function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that starts at or before the offset, by halving. */
function lineAt(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
