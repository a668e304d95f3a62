import { createReadStream } from 'node:fs';

export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** A manifest's text, or why there is none. */
export type TextResult = { readonly text: string } | { readonly problem: string };

/** Reads a file to its end, a pipe too; rejects where the file system refuses. */
export function readText(path: string): Promise<TextResult> {
  return readStreamText(createReadStream(path));
}

/** Reads a stream to its end, up to 64 MiB. */
export async function readStreamText(stream: AsyncIterable<unknown>): Promise<TextResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) return { problem: 'it is no stream of bytes' };
    size += bytes.length;
    if (size > MAX_FILE_BYTES) return { problem: `it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB` };
    chunks.push(Buffer.from(bytes));
  }
  return decoded(Buffer.concat(chunks));
}

function decoded(bytes: Buffer): TextResult {
  if (bytes.includes(0)) return { problem: 'it is a binary file' };
  try {
    // A byte order mark is no part of the text.
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { problem: 'it is not UTF-8 text' };
  }
}
