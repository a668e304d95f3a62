import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../usage-error.ts';

const MAX_FILE_BYTES = 1024 * 1024;
const MAX_BYTES = 64 * MAX_FILE_BYTES;

export interface DocumentText {
  readonly file: string;
  readonly text: string;
}

/** Throws UsageError. */
export async function readDocuments(
  files: readonly string[],
  folder: string,
): Promise<readonly DocumentText[]> {
  const texts: DocumentText[] = [];
  let bytes = 0;
  for (const file of files) {
    const text = await readBounded(path.resolve(folder, file), file);
    bytes += text.length;
    if (bytes > MAX_BYTES)
      throw new UsageError('The documents are larger than 64 MiB together; check fewer at once');
    texts.push({ file, text });
  }
  return texts;
}

async function readBounded(location: string, file: string): Promise<string> {
  const text = await stat(location)
    .then(({ size }) => (size > MAX_FILE_BYTES ? undefined : readFile(location, 'utf8')))
    .catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${file}: cannot be read (${error.code ?? 'unknown error'})`);
    });
  if (text === undefined) throw new UsageError(`${file}: larger than 1 MiB, which no document is`);
  return text.replace(/^\uFEFF/, '');
}
