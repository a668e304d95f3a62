import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const repositoryRoot = join(import.meta.dirname, '..', '..');

const NOT_OURS = ['node_modules', '.git', 'dist', 'build', 'coverage'];
const BINARY = /\.(png|ico|ttf|woff2?|tgz)$/;

/** Paths of all text files that belong to the repository, relative to its root, in a stable order. */
export function repositoryFiles(): string[] {
  const paths = globSync('**', {
    cwd: repositoryRoot,
    withFileTypes: true,
    exclude: (entry) => NOT_OURS.includes(entry.name),
  });
  return paths
    .filter((entry) => entry.isFile() && !BINARY.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(repositoryRoot.length + 1))
    .sort();
}

export function readRepositoryFile(path: string): string {
  return readFileSync(join(repositoryRoot, path), 'utf8');
}
