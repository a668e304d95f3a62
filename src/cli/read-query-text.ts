import { createReadStream } from 'node:fs';
import type { QuerySource } from '../config/query-config.ts';
import { UsageError } from './usage-error.ts';

/** Far above any query that a person or a program writes. */
const MAX_LENGTH = 10 * 1_024 * 1_024;

/** The text of a query, wherever it stands. Rejects with a UsageError where it cannot be read. */
export async function readQueryText(source: QuerySource, stdin: NodeJS.ReadableStream): Promise<string> {
  if ('text' in source) return source.text;
  const fromStdin = source.file === '-';
  const name = fromStdin ? 'standard input' : source.file;
  try {
    return await readAll(fromStdin ? stdin : createReadStream(source.file), name);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`cannot read the query from ${name}: ${reasonOf(error)}`);
  }
}

async function readAll(stream: NodeJS.ReadableStream, name: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as string | Uint8Array);
    length += bytes.length;
    if (length > MAX_LENGTH) throw new UsageError(`the query in ${name} is longer than ${MAX_LENGTH} bytes`);
    chunks.push(bytes);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (text.trim() === '') throw new UsageError(`there is no query in ${name}`);
  return text;
}

const REASONS: ReadonlyMap<unknown, string> = new Map([
  ['ENOENT', 'there is no such file'],
  ['EACCES', 'permission denied'],
  ['EISDIR', 'it is a folder'],
]);

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return REASONS.get(code) ?? code ?? 'it cannot be read';
}
