import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../usage-error.ts';
import type { OlderSchema } from './older-schema.ts';
import { parseSchemaText } from './parse-schema-text.ts';
import { MAX_SCHEMA_BYTES, TOO_LARGE } from './schema-bytes.ts';

/** SDL or introspection JSON. Throws UsageError. */
export async function readSchemaFile(file: string, folder: string): Promise<OlderSchema> {
  const location = path.resolve(folder, file);
  const text = await stat(location)
    .then(({ size }) => (size > MAX_SCHEMA_BYTES ? undefined : readFile(location, 'utf8')))
    .catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${file}: cannot be read (${error.code ?? 'unknown error'})`);
    });
  if (text === undefined) throw new UsageError(`${file}: ${TOO_LARGE}`);
  const parsed = parseSchemaText(text, file);
  // introspection has no positions
  return { ...parsed, label: file, file: parsed.hasDirectives ? file : undefined };
}
