import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import { fileErrorText, ManifestPathError } from './manifest-path-error.ts';
import type { ManifestProblem } from './manifest-problem.ts';

export interface ManifestFiles {
  /** As they are shown: the path that was asked for, and the way down from there. */
  readonly files: readonly string[];
  readonly problems: readonly ManifestProblem[];
}

const EXTENSIONS = /\.(?:yaml|yml|json)$/;
const MAX_FILES = 100_000;
const MAX_FOLDERS = 10_000;

/**
 * The files that a path stands for: itself, or all manifests in and below the folder, sorted by bytes. Hidden
 * entries are left out, as is what a symbolic link leads to a second time. `onFolder` hears of each folder before
 * it is read. Throws ManifestPathError where the path itself cannot be read.
 */
export async function manifestFiles(
  path: string,
  onFolder: (folder: string) => void,
): Promise<ManifestFiles> {
  const walk = new Walk(onFolder);
  try {
    if ((await stat(path)).isDirectory()) await walk.into(path);
    else walk.files.push(path);
  } catch (error) {
    throw new ManifestPathError(path, fileErrorText(error));
  }
  return { files: walk.files.sort(compareBytes), problems: walk.problems };
}

class Walk {
  readonly files: string[] = [];
  readonly problems: ManifestProblem[] = [];
  readonly #folders = new Set<string>();
  readonly #onFolder: (folder: string) => void;
  #saidFull = false;

  constructor(onFolder: (folder: string) => void) {
    this.#onFolder = onFolder;
  }

  async into(folder: string): Promise<void> {
    const real = await realpath(folder);
    if (this.#folders.has(real)) return;
    if (this.#isFull(folder)) return;
    this.#folders.add(real);
    this.#onFolder(folder);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (!entry.name.startsWith('.')) await this.#visit(join(folder, entry.name), entry);
    }
  }

  /** An entry that cannot be read is a problem of its own; the rest is served. */
  async #visit(path: string, entry: Dirent): Promise<void> {
    const isManifest = EXTENSIONS.test(entry.name);
    if (entry.isFile() && !isManifest) return;
    try {
      const target = entry.isSymbolicLink() ? await stat(path) : entry;
      if (target.isDirectory()) await this.into(path);
      else if (target.isFile() && isManifest && !this.#isFull(path)) this.files.push(path);
    } catch (error) {
      if (isManifest || entry.isDirectory()) this.#skip(path, fileErrorText(error));
    }
  }

  /** Says once that there is more than is read. */
  #isFull(path: string): boolean {
    const isFull = this.files.length >= MAX_FILES || this.#folders.size >= MAX_FOLDERS;
    if (isFull && !this.#saidFull) this.#skip(path, `more than ${MAX_FILES} files or ${MAX_FOLDERS} folders`);
    this.#saidFull ||= isFull;
    return isFull;
  }

  #skip(file: string, reason: string): void {
    this.problems.push({ file, line: 1, column: 1, message: `cannot be read: ${reason}`, level: 'error' });
  }
}
