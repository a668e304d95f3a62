const LINE_FEED = 0x0a;

/**
 * Cuts a stream of bytes into lines at line feeds and nowhere else: JSON may hold U+2028 as it is, and a chunk may
 * end in the middle of a character. What follows the last line feed is kept for the next chunk; at the end of the
 * stream it is half a line, and nobody's.
 */
export class LineSplitter {
  readonly #maxBytes: number;
  #rest: Buffer[] = [];
  #restBytes = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** The lines that this chunk completes; undefined as soon as one is longer than the bound. */
  *push(chunk: Buffer): Generator<Buffer | undefined, void> {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      const line = this.#complete(chunk.subarray(from, end));
      from = end + 1;
      yield line.length > this.#maxBytes ? undefined : line;
    }
    if (from >= chunk.length) return;
    this.#rest.push(chunk.subarray(from));
    this.#restBytes += chunk.length - from;
    if (this.#restBytes > this.#maxBytes) yield undefined;
  }

  #complete(last: Buffer): Buffer {
    if (this.#rest.length === 0) return last;
    const line = Buffer.concat([...this.#rest, last]);
    this.#rest = [];
    this.#restBytes = 0;
    return line;
  }
}
