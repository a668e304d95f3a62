import type { Dirent } from 'node:fs';
import { glob, stat } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../usage-error.ts';

const MAX_FILES = 5_000;
/** Nobody means these, unless the pattern names them. */
const PASSED_OVER = ['node_modules', '.git'];

/** The files that the patterns match, each once, in the order of their names. Throws UsageError. */
export async function findDocuments(patterns: readonly string[], folder: string): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const pattern of patterns) {
    let found = false;
    for await (const file of matching(pattern, folder)) {
      found = true;
      files.add(file);
      if (files.size > MAX_FILES)
        throw new UsageError(`${pattern}: more than ${MAX_FILES} files; name fewer`);
    }
    if (!found) throw new UsageError(`${pattern}: no such file, and no file matches`);
  }
  return [...files].sort();
}

async function* matching(pattern: string, folder: string): AsyncGenerator<string> {
  // a file may have a name with brackets
  if (await isFile(path.resolve(folder, pattern))) {
    yield path.normalize(pattern);
    return;
  }
  const excluded = PASSED_OVER.filter((name) => !pattern.includes(name));
  const entries = glob(pattern, {
    cwd: folder,
    withFileTypes: true,
    exclude: (entry) => excluded.includes(entry.name),
  });
  for await (const entry of entries) {
    const file = path.resolve(entry.parentPath, entry.name);
    if (await isFileEntry(entry, file)) yield path.isAbsolute(pattern) ? file : path.relative(folder, file);
  }
}

async function isFileEntry(entry: Dirent, file: string): Promise<boolean> {
  return entry.isSymbolicLink() ? isFile(file) : entry.isFile();
}

async function isFile(location: string): Promise<boolean> {
  return stat(location).then(
    (found) => found.isFile(),
    () => false,
  );
}
