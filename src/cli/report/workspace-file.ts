import path from 'node:path';
import type { Environment } from '../../config/option-reader.ts';

/** GitHub knows files by their paths in the workspace, wherever in it the command runs. */
export function workspaceFile(
  file: string,
  { folder, env }: { readonly folder: string; readonly env: Environment },
): string {
  const workspace = env['GITHUB_WORKSPACE'];
  if (workspace === undefined || workspace === '') return file;
  const inside = path.relative(workspace, path.resolve(folder, file));
  return inside.startsWith('..') || path.isAbsolute(inside) ? file : inside;
}
